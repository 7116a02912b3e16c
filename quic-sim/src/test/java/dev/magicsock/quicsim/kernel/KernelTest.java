package dev.magicsock.quicsim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.quicsim.schedule.ScheduleSink;
import dev.magicsock.quicsim.schedule.SchedulerKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelTest {

    private static final long MILLI = 1_000_000;

    private final List<String> log = new ArrayList<>();

    static Stream<Carrier> carriers() {
        return Stream.of(Carrier.virtual(), Carrier.platform());
    }

    private static Kernel fifo(Carrier carrier) {
        return Kernels.of(SchedulerKind.FIFO, 1, carrier, ScheduleSink.NONE);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void threadsRunInTheOrderInWhichTheyBecameReady(Carrier carrier) {
        Kernel kernel = fifo(carrier);
        WaitQueue queue = new WaitQueue("a test");
        kernel.start("a", () -> {
            log.add("a waits");
            kernel.await(queue, null, Kernel.FOREVER, false);
            log.add("a goes on");
        });
        kernel.start("b", () -> {
            log.add("b wakes");
            queue.wakeOne();
            log.add("b ends");
        });
        kernel.run(0);
        assertEquals(List.of("a waits", "b wakes", "b ends", "a goes on"), log);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aWaitWithALimitEndsAtItAndNotBefore(Carrier carrier) {
        Kernel kernel = fifo(carrier);
        kernel.start("a", () -> log.add(
                String.valueOf(kernel.await(new WaitQueue("nothing"), null, 5 * MILLI, false))));
        kernel.run(0);
        assertEquals(5 * MILLI, kernel.nextDeadline().orElseThrow());
        kernel.run(5 * MILLI - 1);
        assertEquals(List.of(), log);
        kernel.run(5 * MILLI);
        assertEquals(List.of("TIMED_OUT"), log);
        assertTrue(kernel.nextDeadline().isEmpty());
    }

    @Test
    void theClockMovesWithEveryReading() {
        Kernel kernel = Kernels.fifo();
        kernel.start("a", () -> log.add(String.valueOf(kernel.readClock() < kernel.readClock())));
        kernel.run(0);
        assertEquals(List.of("true"), log);
    }

    @Test
    void anInterruptEndsAWaitThatCanBeInterruptedAndNoOther() {
        Kernel kernel = Kernels.fifo();
        WaitQueue queue = new WaitQueue("a test");
        Task deaf = kernel.start("deaf",
                () -> log.add("deaf " + kernel.await(queue, null, 10 * MILLI, false)));
        Task wary = kernel.start("wary",
                () -> log.add("wary " + kernel.await(queue, null, 10 * MILLI, true)));
        kernel.start("nuisance", () -> {
            deaf.interrupt();
            wary.interrupt();
        });
        Kernels.runToEnd(kernel);
        assertEquals(List.of("wary INTERRUPTED", "deaf TIMED_OUT"), log);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void threadsThatWaitForEachOtherInACircleAreADeadlockWithAllStacks(Carrier carrier) {
        Kernel kernel = fifo(carrier);
        Object left = new Object();
        Object right = new Object();
        kernel.start("lefty", () -> lockBoth(kernel, left, right));
        kernel.start("righty", () -> lockBoth(kernel, right, left));
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> Kernels.runToEnd(kernel));
        assertEquals(SimulationFailure.Kind.DEADLOCK, failure.kind());
        assertTrue(failure.getMessage().contains("lefty#0 WAITING for a monitor held by righty#1"),
                failure.getMessage());
        assertTrue(failure.getMessage().contains("righty#1 WAITING for a monitor held by lefty#0"),
                failure.getMessage());
        kernel.close();
        assertSame(failure, kernel.failure().orElseThrow(), "the first failure is kept");
    }

    private static void lockBoth(Kernel kernel, Object first, Object second) {
        kernel.monitors().enter(first);
        kernel.await(new WaitQueue("time"), null, MILLI, false);
        kernel.monitors().enter(second);
    }

    @Test
    void waitingInCodeThatIsNotWovenFailsAtOnceAndSaysWhere() {
        Kernel kernel = Kernels.fifo();
        kernel.start("sleeper", () -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)));
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> kernel.run(0));
        assertEquals(SimulationFailure.Kind.UNWOVEN_BLOCKING, failure.kind());
        assertTrue(failure.getMessage().contains("sleeper#0"), failure.getMessage());
        assertTrue(failure.getMessage().contains("KernelTest"), failure.getMessage());
    }

    @Test
    void whatAThreadThrowsIsKeptAndOthersGoOn() {
        Kernel kernel = Kernels.fifo();
        kernel.start("bad", () -> {
            throw new IllegalArgumentException("on purpose", new IllegalStateException("deeper"));
        });
        kernel.start("good", () -> log.add("good"));
        kernel.run(0);
        assertEquals(List.of("good"), log);
        assertTrue(kernel.report().contains("because of java.lang.IllegalStateException: deeper"), kernel.report());
        assertEquals("bad#0", kernel.uncaught().getFirst().task());
        assertEquals("on purpose", kernel.uncaught().getFirst().failure().getMessage());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void closingUnwindsEveryThreadEvenOneThatCatchesEverything(Carrier carrier) {
        Kernel kernel = fifo(carrier);
        WaitQueue queue = new WaitQueue("for ever");
        kernel.start("tidy", () -> {
            try {
                kernel.await(queue, null, Kernel.FOREVER, false);
            } finally {
                log.add("unwound");
            }
        });
        kernel.start("stubborn", () -> {
            while (true) {
                try {
                    kernel.await(queue, null, Kernel.FOREVER, false);
                } catch (Throwable everything) {
                    log.add("again");
                }
            }
        });
        kernel.run(0);
        kernel.close();
        assertEquals("unwound", log.getFirst());
        assertTrue(log.size() < 100, "it is left alone at some point");
    }

    @Test
    void aThreadThatRunsAndRunsIsReportedFromOutside() throws Exception {
        CompletableFuture<String> report = new CompletableFuture<>();
        Kernel kernel = Kernels.fifo();
        kernel.start("spinner", () -> spinUntil(report));
        try (Watchdog watchdog = new Watchdog(Duration.ofMillis(200), report::complete)) {
            watchdog.watch(kernel);
            kernel.run(0);
        }
        assertTrue(report.get(30, TimeUnit.SECONDS).contains("spinUntil"), report.get());
    }

    /** There the kernel cannot tell that the thread waits, and nothing but real time shows it. */
    @Test
    void aPlatformThreadThatWaitsInCodeThatIsNotWovenIsReportedFromOutside() throws Exception {
        CompletableFuture<String> report = new CompletableFuture<>();
        Kernel kernel = fifo(Carrier.platform());
        kernel.start("sleeper", report::join);
        try (Watchdog watchdog = new Watchdog(Duration.ofMillis(200), report::complete)) {
            watchdog.watch(kernel);
            kernel.run(0);
        }
        assertTrue(report.get(30, TimeUnit.SECONDS).contains("CompletableFuture.join"), report.get());
    }

    @Test
    void waitingTasksSayWhereAndWhatFor() {
        Kernel kernel = Kernels.fifo();
        kernel.start("patient", () -> kernel.await(new WaitQueue("better days"), null, Kernel.FOREVER, false));
        kernel.start("done", () -> { });
        kernel.run(0);
        Kernel.Standing only = kernel.standing().getFirst();
        assertEquals(1, kernel.standing().size());
        assertEquals("patient#0 better days", only.task() + " " + only.waitsFor());
        assertTrue(only.frames().getFirst().getClassName().endsWith("KernelTest"), only.frames().toString());
    }

    private static void spinUntil(CompletableFuture<String> report) {
        while (!report.isDone()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aThreadCannotBeStartedTwice() {
        Kernel kernel = Kernels.fifo();
        Task task = kernel.create("once", () -> { });
        kernel.start(task);
        assertThrows(IllegalThreadStateException.class, () -> kernel.start(task));
    }

    @Test
    void wovenCodeOutsideOfASimulatedThreadIsABug() {
        assertThrows(IllegalStateException.class, Kernel::current);
    }

    @Test
    void theSameSeedGivesTheSameScheduleAndAnotherSeedAnother() {
        assertEquals(schedule(SchedulerKind.RANDOM, 7), schedule(SchedulerKind.RANDOM, 7));
        assertFalse(schedule(SchedulerKind.RANDOM, 7).equals(schedule(SchedulerKind.RANDOM, 8)));
        assertEquals(schedule(SchedulerKind.PCT, 7), schedule(SchedulerKind.PCT, 7));
        assertFalse(schedule(SchedulerKind.PCT, 7).equals(schedule(SchedulerKind.PCT, 8)));
        assertEquals(schedule(SchedulerKind.FIFO, 7), schedule(SchedulerKind.FIFO, 8));
    }

    private static List<Integer> schedule(SchedulerKind kind, long seed) {
        List<Integer> order = new ArrayList<>();
        Kernel kernel = Kernels.of(kind, seed, Carrier.virtual(), (nanos, thread, name) -> order.add(thread));
        for (int i = 0; i < 8; i++) {
            kernel.start("worker", () -> {
                for (int k = 0; k < 5; k++) {
                    kernel.yieldPoint();
                }
            });
        }
        kernel.run(0);
        return order;
    }
}
