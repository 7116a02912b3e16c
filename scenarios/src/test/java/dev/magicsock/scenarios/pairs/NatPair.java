package dev.magicsock.scenarios.pairs;

import dev.magicsock.netsim.nat.FilterScope;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.nat.PortAssignment.WhenTaken;
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

    /** How a translator picks external ports (RFC 4787 section 4.2). */
    enum Ports {
        PRESERVING(new PortAssignment.Preserving(WhenTaken.NEXT_HIGHER)),
        SEQUENTIAL(new PortAssignment.Sequential(1)),
        RANDOM(new PortAssignment.Random());

        private final PortAssignment assignment;

        Ports(PortAssignment assignment) {
            this.assignment = assignment;
        }
    }

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
        return PairScenario.behind(behavior(a, portsOfA), behavior(b, portsOfB))
                .named("nat-pair")
                .lasting(LENGTH)
                .traffic(Duration.ofSeconds(1), Duration.ofMillis(200), 100)
                .build();
    }

    private static NatBehavior behavior(Box box, Ports ports) {
        return NatBehavior.builder()
                .mapping(switch (box.mapping()) {
                    case NONE -> MappingBehavior.ENDPOINT_INDEPENDENT;
                    case ADDRESS -> MappingBehavior.ADDRESS_DEPENDENT;
                    case ADDRESS_AND_PORT -> MappingBehavior.ADDRESS_AND_PORT_DEPENDENT;
                })
                .filtering(switch (box.filtering()) {
                    case NONE -> FilteringBehavior.ENDPOINT_INDEPENDENT;
                    case ADDRESS -> FilteringBehavior.ADDRESS_DEPENDENT;
                    case ADDRESS_AND_PORT -> FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT;
                })
                .filterScope(switch (box.scope()) {
                    case MAPPING -> FilterScope.MAPPING;
                    case INTERNAL_ENDPOINT -> FilterScope.INTERNAL_ENDPOINT;
                })
                .ports(ports.assignment)
                .build();
    }
}
