package dev.magicsock.bench.quic;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What one datagram that is sent and received costs: processor time of the whole process, system calls included, and
 * bytes allocated by the thread that does both. MagicSockets beside plain sockets, in interleaved rounds.
 *
 * <p>Once one thread sends and receives, so that each datagram is there already when it is asked for; once two threads
 * wait for each other's, so that each costs a wait: kwik in a bulk transfer waits for one in ten. What the JDK's own
 * sockets allocate is in both figures. Argument: how many rounds.
 */
public final class Allocation {

    private static final int ROUNDS = 11;
    /** The compiler needs so many. */
    private static final int WARM_UP_ROUNDS = 4;
    private static final int DATAGRAMS = 50_000;

    private final Talk plain;
    private final Talk magic;

    /** What a datagram cost in one round. */
    private record Cost(double micros, double bytes) {
    }

    private record Round(Cost plain, Cost magic) {

        double ratio() {
            return magic.micros() / plain.micros();
        }
    }

    /** Has so many datagrams sent and received. */
    private interface Exchange {
        void run(Talk talk, int datagrams) throws IOException;
    }

    private Allocation(Talk plain, Talk magic) {
        this.plain = plain;
        this.magic = magic;
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        InetAddress loopback = InetAddress.ofLiteral("::1");
        try (Talk plain = new Talk(new PlainSockets(loopback));
                Talk magic = new Talk(new MagicSockets(loopback, BulkTransfer.SERVER, BulkTransfer.CLIENT))) {
            Allocation comparison = new Allocation(plain, magic);
            comparison.compare("there already", Talk::sendAndReceive, rounds);
            comparison.compare("waited for", Talk::sendThereAndBack, rounds);
        }
    }

    private void compare(String what, Exchange exchange, int count) throws IOException {
        List<Round> rounds = new ArrayList<>();
        for (int i = -WARM_UP_ROUNDS; i < count; i++) {
            Cost first = measure(i % 2 == 0 ? plain : magic, exchange);
            Cost second = measure(i % 2 == 0 ? magic : plain, exchange);
            if (i >= 0) {
                rounds.add(i % 2 == 0 ? new Round(first, second) : new Round(second, first));
            }
        }
        print(what, rounds);
    }

    private static Cost measure(Talk talk, Exchange exchange) throws IOException {
        long bytes = Processor.bytesAllocatedByThisThread();
        long nanos = Processor.processNanos();
        exchange.run(talk, DATAGRAMS);
        return new Cost((Processor.processNanos() - nanos) / 1e3 / DATAGRAMS,
                (double) (Processor.bytesAllocatedByThisThread() - bytes) / DATAGRAMS);
    }

    private void print(String what, List<Round> rounds) {
        Statistics.Median ratio = Statistics.medianWithInterval(figures(rounds, Round::ratio));
        System.out.printf(Locale.ROOT, "%s, medians of %d rounds%n", what, rounds.size());
        print(plain.name(), rounds, Round::plain);
        print(magic.name(), rounds, Round::magic);
        System.out.printf(Locale.ROOT, "  ratio of CPU %.3f, 95 %% interval %.3f to %.3f%n", ratio.value(), ratio.low(),
                ratio.high());
    }

    private static void print(String name, List<Round> rounds, Function<Round, Cost> side) {
        System.out.printf(Locale.ROOT, "  %-15s %6.2f us of CPU and %6.2f bytes for each datagram%n", name,
                Statistics.median(figures(rounds, round -> side.apply(round).micros())),
                Statistics.median(figures(rounds, round -> side.apply(round).bytes())));
    }

    private static double[] figures(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).toArray();
    }
}
