package dev.magicsock.reports.comparison;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What hosts sent in a run, servers and routers included, by purpose.
 *
 * @param uses one for each purpose, in their order
 */
public record Spending(Map<Purpose, Use> uses) {

    /** Nothing at all. */
    public static final Spending NONE = new Spending(Map.of());

    /**
     * Packets of one purpose.
     *
     * @param bytes of these packets with their IP headers
     */
    public record Use(long packets, long bytes) {

        /** No packet. */
        public static final Use NONE = new Use(0, 0);

        public Use {
            if (packets < 0 || bytes < 0) {
                throw new IllegalArgumentException("nobody sends " + packets + " packets of " + bytes + " bytes");
            }
        }

        /** One packet more. */
        public Use plus(int packetBytes) {
            return new Use(packets + 1, bytes + packetBytes);
        }
    }

    public Spending {
        EnumMap<Purpose, Use> all = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            all.put(purpose, uses.getOrDefault(purpose, Use.NONE));
        }
        uses = Collections.unmodifiableMap(all);
    }

    /** What was sent for a purpose. */
    public Use of(Purpose purpose) {
        return uses.get(purpose);
    }
}
