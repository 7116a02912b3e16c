package dev.magicsock.bench;

import dev.magicsock.netsim.trace.HashingSink;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Packets per second, from a program on one host to a program on another, beside the bare loop of
 * {@link EventLoopLimit}.
 *
 * <p>Without a NAT and with one a packet makes three hops (host, router, core, host), with two NATs four. Run with
 * {@code -prof gc} for bytes allocated per packet. Single-threaded, as every network is.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"})
public class PacketPathBenchmark {

    private static final int PACKETS = 16_000;

    /** The bare loop. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long limit(Limit limit) {
        return limit.loop.run(PACKETS);
    }

    /** The network with nobody watching. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long network(Plain plain) {
        return plain.path.run(PACKETS);
    }

    /** The network with its trace hashed; one NAT. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long hashedNetwork(Hashed hashed) {
        return hashed.path.run(PACKETS);
    }

    /** A bare loop with as many packets under way as the network has. */
    @State(Scope.Thread)
    public static class Limit {

        @Param({"1", "1000"})
        public int flows;

        private EventLoopLimit loop;

        @Setup
        public void build() {
            loop = new EventLoopLimit(PacketPath.IN_FLIGHT, flows);
        }
    }

    /** A network without a trace. */
    @State(Scope.Thread)
    public static class Plain {

        @Param({"0", "1", "2"})
        public int nats;
        @Param({"64", "1200"})
        public int bytes;
        @Param({"1", "1000"})
        public int flows;

        private PacketPath path;

        @Setup
        public void build() {
            path = new PacketPath(nats, bytes, flows, null);
        }

        @TearDown
        public void check() {
            checkNothingWasLost(path);
        }
    }

    /** A network whose trace is hashed. */
    @State(Scope.Thread)
    public static class Hashed {

        @Param({"64", "1200"})
        public int bytes;
        @Param({"1", "1000"})
        public int flows;

        private PacketPath path;

        @Setup
        public void build() {
            path = new PacketPath(1, bytes, flows, new HashingSink());
        }

        @TearDown
        public void check() {
            checkNothingWasLost(path);
        }
    }

    private static void checkNothingWasLost(PacketPath path) {
        if (path.dropped() != 0) {
            throw new IllegalStateException(path.dropped() + " packets were lost on the way");
        }
    }
}
