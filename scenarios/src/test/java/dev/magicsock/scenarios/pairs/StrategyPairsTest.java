package dev.magicsock.scenarios.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.punch.PeriodicPunch;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.Strategies;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.pairs.Box.Scope;
import dev.magicsock.scenarios.support.PairScenario;
import dev.magicsock.scenarios.support.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A strategy that asks every address that the other side tells gets those pairs direct that the oracle says, however it
 * times its questions.
 *
 * <p>The normal build runs a sample of the pairs; {@code -Dmagicsock.proofs.strategyPairs=true} runs all 45 of each.
 */
class StrategyPairsTest {

    /** Long enough for the most patient of those that call: an exchange that failed and the next one. */
    private static final Duration LENGTH = Duration.ofSeconds(13);

    /** Six rounds of those that do not: what a Ping teaches is asked in the next one. */
    private static final Duration SIX_ROUNDS = PeriodicPunch.DEFAULT_INTERVAL.multipliedBy(6);

    /** Prime to the number of pairs, so that samples spread over them. */
    private static final int STRIDE = 7;

    @ParameterizedTest
    @ValueSource(strings = {"iroh-1.0", "tailscale", "rtt-sync", "ipv6-first", "hairpin-lan", "ice", "ttl-limited"})
    void getsDirectWhatTheOracleSays(String name) {
        PunchStrategy strategy = Strategies.BUILT_IN.named(name).orElseThrow();
        assertEndsAsPredicted(pair -> scenario(pair, LENGTH).strategy(strategy));
    }

    @Test
    void whoIsToldAllAddressesNeedsNoSignalling() {
        assertEndsAsPredicted(pair -> scenario(pair, SIX_ROUNDS).knowing(EndpointSpec.Knows.ADDRESSES)
                .strategy(new PeriodicPunch(PeriodicPunch.DEFAULT_INTERVAL)));
    }

    private static void assertEndsAsPredicted(Function<NatPair, PairScenario> scenario) {
        List<String> wrong = new ArrayList<>();
        int stride = Boolean.getBoolean("magicsock.proofs.strategyPairs") ? 1 : STRIDE;
        List<NatPair> pairs = pairs();
        for (int i = 0; i < pairs.size(); i += stride) {
            NatPair pair = pairs.get(i);
            boolean predicted = pair.predicted() == Outcome.DIRECT;
            if (isDirect(Runs.seeded(scenario.apply(pair).build(), 1)) != predicted) {
                wrong.add(pair + (predicted ? " is not direct" : " is direct"));
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<NatPair> pairs() {
        List<Box> boxes = Box.all(Scope.MAPPING);
        List<NatPair> pairs = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i; j < boxes.size(); j++) {
                pairs.add(new NatPair(boxes.get(i), Ports.RANDOM, boxes.get(j), Ports.PRESERVING));
            }
        }
        return pairs;
    }

    private static PairScenario scenario(NatPair pair, Duration length) {
        return PairScenario
                .behind(Behaviors.of(pair.a(), pair.portsOfA()), Behaviors.of(pair.b(), pair.portsOfB()))
                .lasting(length)
                .traffic(Duration.ofSeconds(1), Duration.ofMillis(500), 100);
    }

    /** At both ends, in the end. */
    private static boolean isDirect(RecordedRun run) {
        PairRecord pair = run.pairs().getFirst();
        boolean atA = pair.aToB().paths().items().getLast().kind().isDirect();
        boolean atB = pair.bToA().paths().items().getLast().kind().isDirect();
        if (atA != atB) {
            throw new IllegalStateException("direct at one end only");
        }
        return atA;
    }
}
