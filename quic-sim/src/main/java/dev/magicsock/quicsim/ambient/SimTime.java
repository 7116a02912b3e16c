package dev.magicsock.quicsim.ambient;

import dev.magicsock.quicsim.kernel.Kernel;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What the clocks of the JVM become in woven code. */
public final class SimTime {

    private static final Clock UTC = new VirtualClock(ZoneOffset.UTC);

    private SimTime() {
    }

    /** As {@link Instant#now()}. */
    public static Instant now() {
        Kernel kernel = Kernel.current();
        return Instant.EPOCH.plusNanos(kernel.readClock()).plus(kernel.unixOffset());
    }

    /** As {@link Clock#systemUTC}. */
    public static Clock systemUTC() {
        return UTC;
    }

    /** As {@link ZoneId#systemDefault}, on a machine that is set to UTC. */
    public static ZoneId systemDefaultZone() {
        return ZoneOffset.UTC;
    }

    private static final class VirtualClock extends Clock {

        private final ZoneId zone;

        VirtualClock(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new VirtualClock(other);
        }

        @Override
        public Instant instant() {
            return now();
        }
    }
}
