package dev.magicsock.netsim.nat;

/**
 * How much a translator remembers, for each transport and address family. What would exceed a limit is refused; nothing
 * that lives is evicted.
 *
 * @param mappings              live mappings in all
 * @param mappingsPerSubscriber live mappings of one internal address, at most {@code mappings}
 * @param sessions              live sessions in all; also bounds the claims of unsolicited packets
 */
public record NatLimits(int mappings, int mappingsPerSubscriber, int sessions) {

    /** More than one external address has ports for, so that ports run out first. */
    public static final NatLimits WIDE = new NatLimits(1 << 16, 1 << 16, 1 << 18);

    /** Keeps a table that is full within some hundred megabytes. */
    private static final int MOST = 1 << 20;

    public NatLimits {
        if (mappings < 1 || mappingsPerSubscriber < 1 || sessions < 1) {
            throw new IllegalArgumentException("a translator has room for at least one mapping and one session");
        }
        if (mappings > MOST || sessions > MOST) {
            throw new IllegalArgumentException("a translator has room for at most " + MOST + " mappings and sessions");
        }
        if (mappingsPerSubscriber > mappings) {
            throw new IllegalArgumentException(
                    "one subscriber cannot have " + mappingsPerSubscriber + " of " + mappings + " mappings");
        }
    }
}
