package dev.magicsock.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Wall time of one simulated hour of 100 pairs that exchange datagrams through two NATs, building included. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"})
@State(Scope.Thread)
public class PeerPairsBenchmark {

    private static final int PAIRS = 100;
    private static final Duration HOUR = Duration.ofHours(1);
    /** Each peer sends 720 datagrams; the first few die at NATs that know nothing yet. */
    private static final long LEAST_DELIVERED = PAIRS * 2 * 718;

    /** A hundred pairs of MagicSocks, each endpoint with heartbeats, probes, STUN and a relay connection. */
    @Benchmark
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 3, time = 1)
    public long simulatedHourOfMagicSocks() {
        long delivered = new MagicSockPairs(PAIRS, HOUR).run();
        if (delivered < LEAST_DELIVERED) {
            throw new IllegalStateException("only " + delivered + " datagrams arrived");
        }
        return delivered;
    }

    /** Plain datagrams, without any protocol. */
    @Benchmark
    public long simulatedHour() {
        long delivered = new PeerPairs(PAIRS).run(HOUR);
        if (delivered < LEAST_DELIVERED) {
            throw new IllegalStateException("only " + delivered + " datagrams arrived");
        }
        return delivered;
    }
}
