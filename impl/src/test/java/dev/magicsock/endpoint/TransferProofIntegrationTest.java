package dev.magicsock.endpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointAddr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No transfer between two endpoints ever stalls, with and without loss. A tenth of the work is done unless the system
 * property {@value #FULL} is {@code true}, as it is in continuous integration.
 */
@Timeout(300)
class TransferProofIntegrationTest {

    static final String FULL = "magicsock.proof.full";

    private static final int SHARE = Boolean.getBoolean(FULL) ? 1 : 10;
    private static final int REQUESTS = 300 / SHARE;
    private static final int REQUEST_BYTES = 30_000;
    private static final int ECHOES = 100 / SHARE;
    private static final int ECHO_BYTES = 1_000_000;
    private static final int PARALLEL = 60;
    private static final int PARALLEL_BYTES = 200_000 / SHARE;
    private static final double LOSS = 0.03;

    private final EchoNodes nodes = new EchoNodes();
    private MagicSock alice;
    private MagicSock bob;

    @BeforeEach
    void bind() throws Exception {
        alice = nodes.keep(EchoNodes.loopback(1).bind());
        bob = nodes.echoing(EchoNodes.loopback(2));
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void noRequestOnAFreshConnectionStalls() throws Exception {
        oneAfterTheOther(bob.address(), REQUESTS, REQUEST_BYTES);
    }

    @Test
    void noEchoOfAMegabyteOnAFreshConnectionStalls() throws Exception {
        oneAfterTheOther(bob.address(), ECHOES, ECHO_BYTES);
    }

    @Test
    void noRequestOnAFreshConnectionStallsWhereDatagramsAreLost() throws Exception {
        try (LossyProxy proxy = lossy()) {
            oneAfterTheOther(behind(proxy), REQUESTS, REQUEST_BYTES);
            assertLossy(proxy);
        }
    }

    @Test
    void noEchoOfAMegabyteOnAFreshConnectionStallsWhereDatagramsAreLost() throws Exception {
        try (LossyProxy proxy = lossy()) {
            oneAfterTheOther(behind(proxy), ECHOES, ECHO_BYTES);
            assertLossy(proxy);
        }
    }

    @Test
    void parallelEchoesOnOneConnectionAllComeBack() throws Exception {
        try (Connection connection = alice.connect(bob.address(), EchoNodes.PROTOCOL)) {
            inParallel(number -> {
                EchoNodes.assertEchoes(connection, PARALLEL_BYTES, number);
                return null;
            });
        }
    }

    @Test
    void parallelEchoesOnConnectionsOfTheirOwnAllComeBack() throws Exception {
        inParallel(number -> {
            try (Connection connection = alice.connect(bob.address(), EchoNodes.PROTOCOL)) {
                EchoNodes.assertEchoes(connection, PARALLEL_BYTES, number);
            }
            return null;
        });
    }

    private void oneAfterTheOther(EndpointAddr to, int rounds, int bytes) throws Exception {
        long[] nanos = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            try (Connection connection = alice.connect(to, EchoNodes.PROTOCOL)) {
                EchoNodes.assertEchoes(connection, bytes, round);
            } catch (Exception e) {
                throw new AssertionError("round " + round + " of " + rounds, e);
            }
            nanos[round] = System.nanoTime() - begin;
        }
        tell(rounds + " echoes of " + bytes + " bytes", nanos);
    }

    /** A round of the parallel ones. */
    private interface Round {
        Void run(int number) throws Exception;
    }

    private void inParallel(Round round) throws Exception {
        long[] nanos = new long[PARALLEL];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < PARALLEL; i++) {
                int number = i;
                Callable<Void> task = () -> {
                    long begin = System.nanoTime();
                    round.run(number);
                    nanos[number] = System.nanoTime() - begin;
                    return null;
                };
                running.add(threads.submit(task));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        }
        tell(PARALLEL + " parallel echoes of " + PARALLEL_BYTES + " bytes", nanos);
    }

    private void tell(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.println(what + ": median " + Duration.ofNanos(nanos[nanos.length / 2]).toMillis() + " ms, longest "
                + Duration.ofNanos(nanos[nanos.length - 1]).toMillis() + " ms");
    }

    private LossyProxy lossy() throws Exception {
        return new LossyProxy(bob.boundAddresses().getFirst(), LOSS, 7);
    }

    private EndpointAddr behind(LossyProxy proxy) {
        return new EndpointAddr(bob.id(), List.of(), List.of(proxy.address()));
    }

    private static void assertLossy(LossyProxy proxy) {
        assertTrue(Math.abs(proxy.lostRatio() - LOSS) < LOSS / 3, () -> "lost " + proxy.lostRatio());
    }
}
