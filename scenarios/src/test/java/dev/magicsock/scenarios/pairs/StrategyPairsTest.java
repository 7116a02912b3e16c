package dev.magicsock.scenarios.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.Strategies;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.pairs.Box.Scope;
import dev.magicsock.scenarios.support.PairScenario;
import dev.magicsock.scenarios.support.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A strategy that asks every address that the other side tells gets those pairs direct that the oracle says, however it
 * times its questions.
 *
 * <p>The normal build runs a sample of the pairs; {@code -Dmagicsock.proofs.strategyPairs=true} runs all 45 of each.
 */
class StrategyPairsTest {

    /** Long enough for the most patient of them: an exchange that failed and the next one. */
    private static final Duration LENGTH = Duration.ofSeconds(13);

    /** Prime to the number of pairs, so that samples spread over them. */
    private static final int STRIDE = 4;

    @ParameterizedTest
    @ValueSource(strings = {"iroh-1.0", "tailscale", "rtt-sync", "ipv6-first", "hairpin-lan", "ice", "ttl-limited"})
    void getsDirectWhatTheOracleSays(String name) {
        PunchStrategy strategy = Strategies.BUILT_IN.named(name).orElseThrow();
        List<String> wrong = new ArrayList<>();
        int stride = Boolean.getBoolean("magicsock.proofs.strategyPairs") ? 1 : STRIDE;
        List<NatPair> pairs = pairs();
        for (int i = 0; i < pairs.size(); i += stride) {
            NatPair pair = pairs.get(i);
            boolean predicted = pair.predicted() == Outcome.DIRECT;
            if (isDirect(run(pair, strategy)) != predicted) {
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

    private static RecordedRun run(NatPair pair, PunchStrategy strategy) {
        return Runs.seeded(PairScenario
                .behind(Behaviors.of(pair.a(), pair.portsOfA()), Behaviors.of(pair.b(), pair.portsOfB()))
                .strategy(strategy)
                .lasting(LENGTH)
                .traffic(Duration.ofSeconds(1), Duration.ofMillis(500), 100)
                .build(), 1);
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
