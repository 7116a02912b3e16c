package dev.magicsock.scenarios.pairs;

import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.support.PairScenario;
import dev.magicsock.scenarios.support.Runs;
import java.time.Duration;
import java.util.stream.Stream;

/** Two endpoints behind a translator each, told nothing but each other's relay: how they really end up. */
record NatPair(Box a, Ports portsOfA, Box b, Ports portsOfB) {

    /** Over when a series of probes has had its time, which is when one-way pairs show. */
    private static final Duration LENGTH = Duration.ofSeconds(8);

    Outcome predicted() {
        return PairOracle.predict(a, b);
    }

    RecordedRun run(long seed) {
        return Runs.seeded(scenario(), seed);
    }

    /**
     * What became of the pair in a run.
     *
     * @throws IllegalStateException if it is none of the three, such as direct at one end only
     */
    static Outcome outcome(RecordedRun run) {
        PairRecord pair = run.pairs().getFirst();
        PathKind atA = pair.aToB().paths().items().getLast().kind();
        PathKind atB = pair.bToA().paths().items().getLast().kind();
        if (atA.isDirect() && atB.isDirect()) {
            return Outcome.DIRECT;
        }
        if (pair.aToB().directAt().isPresent() || pair.bToA().directAt().isPresent()) {
            throw new IllegalStateException("direct for a while, or at one end only: " + atA + " and " + atB);
        }
        if (Stream.of(atA, atB).anyMatch(kind -> kind != PathKind.ONE_WAY && kind != PathKind.RELAY)) {
            throw new IllegalStateException(atA + " and " + atB);
        }
        return atA == PathKind.ONE_WAY || atB == PathKind.ONE_WAY ? Outcome.ONE_WAY : Outcome.RELAY;
    }

    private Scenario scenario() {
        return PairScenario.behind(Behaviors.of(a, portsOfA), Behaviors.of(b, portsOfB))
                .named("nat-pair")
                .lasting(LENGTH)
                .traffic(Duration.ofSeconds(1), Duration.ofMillis(200), 100)
                .build();
    }
}
