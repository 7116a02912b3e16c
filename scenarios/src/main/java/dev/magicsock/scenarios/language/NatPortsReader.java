package dev.magicsock.scenarios.language;

import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatBehaviorBuilder;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.nat.PortAssignment.Netfilter.First;
import dev.magicsock.netsim.nat.PortAssignment.WhenTaken;
import java.util.List;
import java.util.Optional;

/** Reads which external ports a NAT assigns: one word, and the knobs that only this word has. */
final class NatPortsReader {

    private static final int MAX_PORT = 65_535;

    /** As the carrier-grade preset has it. */
    private static final int DEFAULT_BLOCK = 1024;

    /** The words for {@code ports}. */
    enum Assignment { PRESERVING, PRESERVING_WITH_OVERLOADING, SEQUENTIAL, RANDOM, PER_SUBSCRIBER_BLOCK, NETFILTER,
        NETFILTER_RANDOM }

    private NatPortsReader() {
    }

    static void read(Fields nat, NatBehavior start, NatBehaviorBuilder builder) {
        nat.optional("port-range", NatReader::portRange).ifPresent(builder::portRange);
        nat.optional("port-parity", Values::onOff).ifPresent(builder::portParity);
        Optional<Assignment> named = nat.optional("ports", Values.word(Assignment.class));
        Optional<WhenTaken> whenTaken = nat.optional("port-taken", Values.word(WhenTaken.class));
        Optional<Integer> step = nat.optional("port-step", Values.smallInteger(1, MAX_PORT));
        Optional<Integer> block = nat.optional("port-block", Values.smallInteger(1, MAX_PORT));
        Assignment assignment = named.orElseGet(() -> assignmentOf(start.ports()));
        onlyWith(nat, "port-taken", assignment, List.of(Assignment.PRESERVING, Assignment.PRESERVING_WITH_OVERLOADING));
        onlyWith(nat, "port-step", assignment, List.of(Assignment.SEQUENTIAL));
        onlyWith(nat, "port-block", assignment, List.of(Assignment.PER_SUBSCRIBER_BLOCK));
        boolean changed = named.isPresent() || whenTaken.isPresent() || step.isPresent() || block.isPresent();
        if (changed) {
            WhenTaken fallback = whenTaken.orElse(WhenTaken.NEXT_HIGHER);
            builder.ports(switch (assignment) {
                case PRESERVING -> new PortAssignment.Preserving(fallback);
                case PRESERVING_WITH_OVERLOADING -> new PortAssignment.PreservingWithOverloading(fallback);
                case SEQUENTIAL -> new PortAssignment.Sequential(step.orElse(1));
                case RANDOM -> new PortAssignment.Random();
                case PER_SUBSCRIBER_BLOCK -> new PortAssignment.PerSubscriberBlock(block.orElse(DEFAULT_BLOCK));
                case NETFILTER -> new PortAssignment.Netfilter(First.KNOWN_PORT);
                case NETFILTER_RANDOM -> new PortAssignment.Netfilter(First.RANDOM_PORT);
            });
        }
    }

    private static Assignment assignmentOf(PortAssignment ports) {
        return switch (ports) {
            case PortAssignment.Preserving _ -> Assignment.PRESERVING;
            case PortAssignment.PreservingWithOverloading _ -> Assignment.PRESERVING_WITH_OVERLOADING;
            case PortAssignment.Sequential _ -> Assignment.SEQUENTIAL;
            case PortAssignment.Random _ -> Assignment.RANDOM;
            case PortAssignment.PerSubscriberBlock _ -> Assignment.PER_SUBSCRIBER_BLOCK;
            case PortAssignment.Netfilter(First first) -> switch (first) {
                case KNOWN_PORT -> Assignment.NETFILTER;
                case RANDOM_PORT -> Assignment.NETFILTER_RANDOM;
            };
        };
    }

    private static void onlyWith(Fields nat, String key, Assignment assignment, List<Assignment> readers) {
        if (nat.has(key) && !readers.contains(assignment)) {
            nat.value(key).orElseThrow().rejectAs("means nothing with 'ports: " + Words.of(assignment) + "'",
                    "expected it only with 'ports: " + Words.of(readers.getFirst()) + "'");
        }
    }
}
