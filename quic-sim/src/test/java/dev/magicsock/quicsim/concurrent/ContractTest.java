package dev.magicsock.quicsim.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.quicsim.concurrent.contract.Case;
import dev.magicsock.quicsim.concurrent.contract.ExecutorCases;
import dev.magicsock.quicsim.concurrent.contract.LockCases;
import dev.magicsock.quicsim.kernel.Carrier;
import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.Kernels;
import dev.magicsock.quicsim.schedule.ScheduleSink;
import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.quicsim.weave.WovenClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs do with threads comes out the same in the world and in the simulation. */
class ContractTest {

    private static final int SEEDS = 12;

    private static final List<Woven> WOVEN = new ArrayList<>();

    private record Woven(String name, Callable<?> body, String expected) {
    }

    static Stream<Case> cases() {
        return Stream.concat(LockCases.all().stream(), ExecutorCases.all().stream());
    }

    @BeforeAll
    static void weave() throws Exception {
        WovenClasses woven = WovenClasses.of("dev.magicsock.quicsim.concurrent.contract.");
        for (Class<?> cases : List.of(LockCases.class, ExecutorCases.class)) {
            for (Object one : (List<?>) woven.woven(cases).getMethod("all").invoke(null)) {
                WOVEN.add(new Woven((String) part(one, "name"), (Callable<?>) part(one, "body"),
                        (String) part(one, "expected")));
            }
        }
    }

    private static Object part(Object one, String name) throws ReflectiveOperationException {
        return one.getClass().getMethod(name).invoke(one);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void inTheWorld(Case one) throws Exception {
        FutureTask<String> task = new FutureTask<>(one.body());
        Thread thread = Thread.ofPlatform().daemon().start(task);
        assertEquals(one.expected(), task.get(30, TimeUnit.SECONDS));
        thread.join();
    }

    @ParameterizedTest
    @EnumSource(SchedulerKind.class)
    void inTheSimulationUnderEverySchedule(SchedulerKind kind) {
        for (Woven one : WOVEN) {
            for (int seed = 0; seed < (kind == SchedulerKind.FIFO ? 1 : SEEDS); seed++) {
                assertEquals(one.expected, simulate(one, Kernels.of(kind, seed, Carrier.virtual(),
                        ScheduleSink.NONE)), one.name + ", seed " + seed);
            }
        }
    }

    @Test
    void inTheSimulationOnPlatformThreads() {
        for (Woven one : WOVEN) {
            assertEquals(one.expected, simulate(one, Kernels.of(SchedulerKind.PCT, 1, Carrier.platform(),
                    ScheduleSink.NONE)), one.name);
        }
    }

    private static String simulate(Woven one, Kernel kernel) {
        List<String> results = new ArrayList<>();
        kernel.start("case", () -> {
            try {
                results.add(String.valueOf(one.body.call()));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            for (long now = 0; results.isEmpty();) {
                kernel.run(now);
                if (results.isEmpty()) {
                    now = kernel.nextDeadline().orElseThrow(() -> kernel.stuck(one.name));
                }
            }
            return results.getFirst();
        } finally {
            kernel.close();
        }
    }
}
