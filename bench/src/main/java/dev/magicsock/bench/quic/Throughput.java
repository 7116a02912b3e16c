package dev.magicsock.bench.quic;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * kwik's throughput over MagicSockets beside kwik's over plain sockets, in interleaved pairs.
 *
 * <p>Both sides use the loopback interface's IPv6 address, since kwik makes smaller packets for IPv6, and a MagicSock's
 * mapped addresses are IPv6. Which side goes first alternates. Arguments: pairs, megabytes of each transfer, pairs
 * that are thrown away first.
 */
public final class Throughput {

    private static final int PAIRS = 20;
    private static final int MEGABYTES = 50;
    /** The compiler goes on for some 400 MB of each kind; who is compiled first looks faster meanwhile. */
    private static final int WARM_UP_PAIRS = 10;
    private static final String LOOPBACK = "::1";

    private final long bytes;
    private final BulkTransfer plain;
    private final BulkTransfer magic;
    private final List<Pair> pairs = new ArrayList<>();

    /** Two transfers, one right after the other. */
    private record Pair(BulkTransfer.Sample plain, BulkTransfer.Sample magic) {

        double ratio() {
            return (double) plain.nanos() / magic.nanos();
        }

        /** Processor time does not depend on what else runs on the machine as the other ratio does. */
        double cpuRatio() {
            return (double) magic.cpuNanos() / plain.cpuNanos();
        }
    }

    private Throughput(long bytes, BulkTransfer plain, BulkTransfer magic) {
        this.bytes = bytes;
        this.plain = plain;
        this.magic = magic;
    }

    public static void main(String[] arguments) throws IOException {
        int count = argument(arguments, 0, PAIRS);
        long bytes = argument(arguments, 1, MEGABYTES) * 1_000_000L;
        int warmUp = argument(arguments, 2, WARM_UP_PAIRS);
        InetAddress loopback = InetAddress.ofLiteral(LOOPBACK);
        try (BulkTransfer plain = new BulkTransfer(new PlainSockets(loopback));
                BulkTransfer magic = new BulkTransfer(
                        new MagicSockets(loopback, BulkTransfer.SERVER, BulkTransfer.CLIENT))) {
            Throughput comparison = new Throughput(bytes, plain, magic);
            comparison.run(warmUp, count);
            comparison.print();
        }
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private void run(int warmUp, int count) throws IOException {
        for (int i = -warmUp; i < count; i++) {
            Pair pair = i % 2 == 0 ? plainFirst() : magicFirst();
            if (i >= 0) {
                pairs.add(pair);
                System.out.printf(Locale.ROOT, "pair %2d  %s  %s  ratio %.3f%n", i + 1, text(pair.plain()),
                        text(pair.magic()), pair.ratio());
            }
        }
    }

    private String text(BulkTransfer.Sample sample) {
        return String.format(Locale.ROOT, "%6.1f MB/s %5.2f s of CPU %3d lost", sample.megabytesPerSecond(bytes),
                sample.cpuNanos() / 1e9, sample.lost());
    }

    private Pair plainFirst() throws IOException {
        BulkTransfer.Sample first = plain.run(bytes);
        return new Pair(first, magic.run(bytes));
    }

    private Pair magicFirst() throws IOException {
        BulkTransfer.Sample first = magic.run(bytes);
        return new Pair(plain.run(bytes), first);
    }

    private void print() {
        System.out.printf("%n%d pairs of %d MB, medians%n", pairs.size(), bytes / 1_000_000);
        print(plain.name(), Pair::plain);
        print(magic.name(), Pair::magic);
        print("throughput", Statistics.medianWithInterval(figures(Pair::ratio)));
        print("CPU", Statistics.medianWithInterval(figures(Pair::cpuRatio)));
    }

    private static void print(String what, Statistics.Median ratio) {
        System.out.printf(Locale.ROOT, "ratio of %s %.3f, 95 %% interval %.3f to %.3f%n", what, ratio.value(),
                ratio.low(), ratio.high());
    }

    private void print(String name, Function<Pair, BulkTransfer.Sample> side) {
        System.out.printf(Locale.ROOT, "%-15s %6.1f MB/s  %5.2f s of CPU  %6.0f datagrams  %4.0f lost%n", name,
                median(pair -> side.apply(pair).megabytesPerSecond(bytes)),
                median(pair -> side.apply(pair).cpuNanos() / 1e9),
                median(pair -> side.apply(pair).datagrams()),
                median(pair -> side.apply(pair).lost()));
    }

    private double median(ToDoubleFunction<Pair> figure) {
        return Statistics.median(figures(figure));
    }

    private double[] figures(ToDoubleFunction<Pair> figure) {
        return pairs.stream().mapToDouble(figure).toArray();
    }
}
