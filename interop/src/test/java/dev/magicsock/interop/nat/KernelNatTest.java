package dev.magicsock.interop.nat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.nat.Lifetimes;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.UnsolicitedInbound;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random sequences of packets, waits and flushes: our Linux presets do what the kernel of this machine does. */
class KernelNatTest {

    /** Shorter than a kernel's own, so that sessions end while a test waits. */
    private static final int UNREPLIED_SECONDS = 4;
    private static final int REPLIED_SECONDS = 7;

    private static final int SEQUENCES = 500;
    private static final int BURSTS = 9;
    private static final int TRIES = 8;

    /** How a kernel's NAT may be set up, and which of ours must do the same. */
    enum Setup {
        PLAIN("", "accept"),
        /** The usual rules of a home router, which end unsolicited packets before they are remembered. */
        BEHIND_AN_INPUT_FILTER("", "drop"),
        RANDOM("random", "accept"),
        FULLY_RANDOM("fully-random", "accept");

        private final String flag;
        private final String inputPolicy;

        Setup(String flag, String inputPolicy) {
            this.flag = flag;
            this.inputPolicy = inputPolicy;
        }

        private NatBehavior ours() {
            NatPreset preset = flag.isEmpty() ? NatPreset.LINUX_MASQUERADE : NatPreset.LINUX_MASQUERADE_RANDOM;
            NatBehavior behavior = preset.behavior();
            Lifetimes shorter = Lifetimes
                    .udp(Duration.ofSeconds(UNREPLIED_SECONDS), Duration.ofSeconds(REPLIED_SECONDS))
                    .settlingAfter(behavior.udp().settling());
            return behavior.toBuilder().udp(shorter)
                    .unsolicitedInbound(inputPolicy.equals("drop") ? UnsolicitedInbound.IGNORED
                            : behavior.unsolicitedInbound())
                    .build();
        }
    }

    private static final Map<Setup, Future<TwinNats.Tally>> RUNS = new EnumMap<>(Setup.class);

    /** Most of the time is spent waiting, so all of them run at once. */
    @BeforeAll
    static void start() throws Exception {
        NatTools.require("nft", "conntrack");
        ExecutorService threads = Executors.newFixedThreadPool(Setup.values().length);
        for (Setup setup : Setup.values()) {
            RUNS.put(setup, threads.submit(() -> run(setup)));
        }
        threads.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void translatesAndDropsAsTheKernelDoes(Setup setup) throws Exception {
        TwinNats.Tally tally;
        try {
            tally = RUNS.get(setup).get();
        } catch (ExecutionException e) {
            throw new AssertionError(setup + ": " + e.getCause().getMessage(), e.getCause());
        }
        System.err.println(setup + ", " + tally);
        assertTrue(tally.letIn > 500 && tally.inbound - tally.letIn > 500, tally::toString);
        assertTrue(tally.drawn > 100 && tally.refusedOutbound > 100, tally::toString);
    }

    private static TwinNats.Tally run(Setup setup) throws Exception {
        // Their bursts come one after the other, not all at the same time.
        Thread.sleep(TwinNats.STEP.dividedBy(Setup.values().length).multipliedBy(setup.ordinal()));
        try (KernelNat kernel = new KernelNat(setup.flag, setup.inputPolicy)) {
            kernel.setUdpTimeouts(UNREPLIED_SECONDS, REPLIED_SECONDS);
            return run(setup, kernel);
        }
    }

    private static TwinNats.Tally run(Setup setup, KernelNat kernel) throws Exception {
        SplittableRandom random = new SplittableRandom(setup.ordinal());
        for (int tried = 1; ; tried++) {
            try (TwinNats twins = new TwinNats(kernel, setup.ours(), SEQUENCES, random.split())) {
                return twins.run(waits(random));
            } catch (TwinNats.Spoilt spoilt) {
                System.err.println(setup + " again: " + spoilt.getMessage());
                if (tried == TRIES) {
                    throw spoilt;
                }
            }
        }
    }

    /** Mostly one step, now and then so many that everything ends, sometimes a flush. */
    private static List<Integer> waits(SplittableRandom random) {
        return IntStream.range(0, BURSTS).map(_ -> switch (random.nextInt(10)) {
            case 0 -> -1;
            case 1, 2 -> 2;
            case 3 -> 3;
            case 4 -> 4;
            default -> 1;
        }).boxed().toList();
    }
}
