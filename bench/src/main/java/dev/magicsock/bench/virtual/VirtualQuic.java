package dev.magicsock.bench.virtual;

import dev.magicsock.netsim.link.LinkConditions;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.quicsim.lab.PairRun;
import dev.magicsock.quicsim.process.QuicJob;
import java.time.Duration;

/**
 * How fast real QUIC runs in virtual time: one connection after the other between two hosts, 50 ms one way, one packet
 * in a hundred lost, everything echoed. Prints connections per second of real time, and virtual seconds in it.
 */
public final class VirtualQuic {

    private static final LinkProfile LINK = LinkProfile.both(
            LinkConditions.ofLatency(Duration.ofMillis(25)).withLossRatio(0.005));

    private VirtualQuic() {
    }

    /** @param arguments the bytes of one echo, how many connections count, and how many to throw away before */
    public static void main(String[] arguments) {
        int bytes = Integer.parseInt(arguments[0]);
        int counted = Integer.parseInt(arguments[1]);
        int thrownAway = Integer.parseInt(arguments[2]);
        run(bytes, thrownAway, 1);
        long began = System.nanoTime();
        Duration virtual = run(bytes, counted, thrownAway + 1L);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%d bytes: %.1f connections/s, %.0f virtual seconds/s%n", bytes, counted / seconds,
                virtual.toMillis() / 1e3 / seconds);
    }

    private static Duration run(int bytes, int connections, long firstSeed) {
        Duration virtual = Duration.ZERO;
        for (int i = 0; i < connections; i++) {
            PairRun.Outcome outcome = PairRun.run(PairRun.Setup.of(firstSeed + i, LINK),
                    server -> QuicJob.bulk("echo", server, bytes));
            if (!outcome.done()) {
                throw new IllegalStateException("seed " + (firstSeed + i) + " was not done: " + outcome.report());
            }
            virtual = virtual.plus(outcome.took());
        }
        return virtual;
    }
}
