package dev.magicsock.bench.quic;

import dev.magicsock.bench.quic.SwitchedTransfer.Change;
import dev.magicsock.bench.quic.SwitchedTransfer.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;

/**
 * Transfers whose path changes in the middle: from a relay with 150 ms of round trip to a direct path with 10 ms, and
 * back because the direct path goes dead without a word. Prints how fast the bytes arrived before and after, the
 * longest time without any, and what kwik took for lost beside what really was: the difference was sent a second time
 * for nothing, and halved the congestion window.
 *
 * <p>Arguments: rounds, megabytes of each transfer.
 */
public final class PathSwitch {

    private static final int ROUNDS = 3;
    private static final int MEGABYTES = 20;
    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    private PathSwitch() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        long bytes = (arguments.length > 1 ? Integer.parseInt(arguments[1]) : MEGABYTES) * BYTES_PER_MEGABYTE;
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        System.out.printf("%-16s | %-28s | %s%n", "", "before", "after");
        System.out.printf("%-16s | %8s %6s %12s | %8s %6s %6s %8s %12s%n", "", "MB/s", "taken", "stall",
                "MB/s", "taken", "lost", "spurious", "stall");
        for (int i = 0; i < rounds; i++) {
            for (Change change : Change.values()) {
                try (SwitchedTransfer transfer = new SwitchedTransfer(loopback, bytes)) {
                    print(change, transfer.run(change));
                }
            }
        }
    }

    private static void print(Change change, Outcome outcome) {
        Arrival arrival = outcome.arrival();
        System.out.printf(Locale.ROOT, "%-16s | %8.2f %6d %9.0f ms | %8.2f %6d %6d %8d %9.0f ms%n",
                change.name().toLowerCase(Locale.ROOT).replace('_', ' '), arrival.megabytesPerSecondBefore(),
                outcome.takenBefore(), arrival.stallMillisBefore(), arrival.megabytesPerSecondAfter(),
                outcome.takenAfter(), outcome.lostAfter(), Math.max(0, outcome.takenAfter() - outcome.lostAfter()),
                arrival.stallMillisAfter());
    }
}
