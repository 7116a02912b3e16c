package dev.magicsock.scenarios.language;

import dev.magicsock.netsim.nat.ConflictBehavior;
import dev.magicsock.netsim.nat.FilterScope;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Hairpinning;
import dev.magicsock.netsim.nat.IcmpHandling;
import dev.magicsock.netsim.nat.Ipv6Handling;
import dev.magicsock.netsim.nat.Lifetimes;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatBehaviorBuilder;
import dev.magicsock.netsim.nat.NatLimits;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.PayloadHandling;
import dev.magicsock.netsim.nat.Pooling;
import dev.magicsock.netsim.nat.PortMappingServer;
import dev.magicsock.netsim.nat.PortRange;
import dev.magicsock.netsim.nat.Refresh;
import dev.magicsock.netsim.nat.UnsolicitedInbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads NATs: a preset's name, or a mapping of knobs that may start from a preset. */
final class NatReader {

    private static final int MAX_PORT = 65_535;

    /** As many as a simulated NAT's table can hold. */
    private static final int MAX_MAPPINGS = 1 << 20;

    private static final List<String> WORDS = Words.of(NatPreset.class);

    private NatReader() {
    }

    /** A NAT, or {@code none}: the outer optional is empty after a problem, the inner one for {@code none}. */
    static Optional<Optional<NatBehavior>> readOrNone(Value value) {
        if (value.text().isPresent()) {
            List<String> words = new ArrayList<>(WORDS);
            words.add("none");
            return value.word(words).map(word ->
                    word.equals("none") ? Optional.empty() : Optional.of(NatPreset.parse(word).behavior()));
        }
        return read(value).map(Optional::of);
    }

    static Optional<NatBehavior> read(Value value) {
        if (value.text().isPresent()) {
            return value.word(WORDS).map(word -> NatPreset.parse(word).behavior());
        }
        return Fields.open(value, Keys.NAT).flatMap(nat -> behavior(value, nat));
    }

    private static Optional<NatBehavior> behavior(Value value, Fields nat) {
        int before = value.problems().count();
        NatBehavior start = nat.optional("preset", Values.word(NatPreset.class)).map(NatPreset::behavior)
                .orElseGet(() -> NatBehavior.builder().build());
        NatBehaviorBuilder builder = start.toBuilder();
        behaviors(nat, builder);
        NatPortsReader.read(nat, start, builder);
        timers(nat, start, builder);
        limits(nat, start, builder);
        return value.problems().count() == before ? build(value, builder) : Optional.empty();
    }

    /** The simulator knows best which knobs contradict each other; it says so in a sentence. */
    private static Optional<NatBehavior> build(Value value, NatBehaviorBuilder builder) {
        try {
            return Optional.of(builder.build());
        } catch (IllegalArgumentException e) {
            return value.rejectAs("contradicts itself: " + e.getMessage(), "expected knobs that fit together");
        }
    }

    private static void behaviors(Fields nat, NatBehaviorBuilder builder) {
        nat.optional("mapping", Values.word(MappingBehavior.class)).ifPresent(builder::mapping);
        nat.optional("filtering", Values.word(FilteringBehavior.class)).ifPresent(builder::filtering);
        nat.optional("filter-scope", Values.word(FilterScope.class)).ifPresent(builder::filterScope);
        nat.optional("pooling", Values.word(Pooling.class)).ifPresent(builder::pooling);
        nat.optional("hairpinning", Values.word(Hairpinning.class)).ifPresent(builder::hairpinning);
        nat.optional("icmp", Values.word(IcmpHandling.class)).ifPresent(builder::icmp);
        nat.optional("unsolicited-inbound", Values.word(UnsolicitedInbound.class))
                .ifPresent(builder::unsolicitedInbound);
        nat.optional("ipv6", Values.word(Ipv6Handling.class)).ifPresent(builder::ipv6);
        nat.optional("under-port-conflict", NatReader::conflict).ifPresent(builder::underPortConflict);
        nat.optional("payload", Values.word(PayloadHandling.class)).ifPresent(builder::payload);
        nat.optional("port-mapping", NatReader::portMapping).ifPresent(builder::portMapping);
    }

    private static Optional<PortMappingServer> portMapping(Value value) {
        return Fields.open(value, Keys.PORT_MAPPING).map(server -> new PortMappingServer(
                server.optional("protocols", Values.list(Values.word(PortMappingServer.Protocol.class),
                        "expected a list such as [pcp, nat-pmp]", PortMappingServer.Protocol.values().length))
                        .filter(protocols -> !protocols.isEmpty())
                        .orElse(List.of(PortMappingServer.Protocol.values())),
                server.optional("failure", Values.word(PortMappingServer.Failure.class))
                        .orElse(PortMappingServer.Failure.NONE)));
    }

    private static Optional<ConflictBehavior> conflict(Value value) {
        return Fields.open(value, Keys.PORT_CONFLICT).flatMap(conflict -> ActionReader.both(
                conflict.required("mapping", Values.word(MappingBehavior.class)),
                conflict.required("filtering", Values.word(FilteringBehavior.class)), ConflictBehavior::new));
    }

    private static void timers(Fields nat, NatBehavior start, NatBehaviorBuilder builder) {
        nat.optional("mapping-refresh", Values.word(Refresh.class)).ifPresent(builder::mappingRefresh);
        nat.optional("filter-refresh", Values.word(Refresh.class)).ifPresent(builder::filterRefresh);
        nat.optional("lifetime-max", Values::positiveDuration).ifPresent(builder::mappingLifeMax);
        Optional<Duration> replied = nat.optional("udp-lifetime", Values::positiveDuration);
        Optional<Duration> unreplied = nat.optional("udp-unreplied-lifetime", Values::positiveDuration);
        Duration settling = nat.optional("udp-settling", Values::duration).orElse(start.udp().settling());
        builder.udp(udpLifetimes(start.udp(), replied, unreplied, nat).settlingAfter(settling));
        nat.optional("stream-lifetime", Values::positiveDuration).map(life -> streamLifetimes(start.stream(), life))
                .ifPresent(builder::stream);
    }

    private static Lifetimes streamLifetimes(Lifetimes start, Duration replied) {
        return new Lifetimes(shorter(start.unreplied(), replied), replied, shorter(start.closing(), replied));
    }

    /** Where a NAT makes no difference between replied and unreplied, one knob keeps it so. */
    private static Lifetimes udpLifetimes(Lifetimes start, Optional<Duration> replied, Optional<Duration> unreplied,
            Fields nat) {
        Duration longest = replied.orElse(start.replied());
        boolean alike = start.unreplied().equals(start.replied());
        Duration shortest = unreplied.orElse(alike ? longest : shorter(start.unreplied(), longest));
        if (shortest.compareTo(longest) > 0) {
            nat.value("udp-unreplied-lifetime").orElseThrow().rejectAs("is longer than 'udp-lifetime'",
                    "expected at most " + Units.text(longest));
            return start;
        }
        return Lifetimes.udp(shortest, longest);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static void limits(Fields nat, NatBehavior start, NatBehaviorBuilder builder) {
        nat.optional("port-reuse-delay", Values::duration).ifPresent(builder::portReuseDelay);
        int total = nat.optional("mappings-total", Values.smallInteger(1, MAX_MAPPINGS))
                .orElse(start.limits().mappings());
        Optional<Integer> each = nat.optional("mappings-per-subscriber", Values.smallInteger(1, MAX_MAPPINGS));
        if (each.isPresent() && each.get() > total) {
            nat.value("mappings-per-subscriber").orElseThrow().rejectAs("is larger than 'mappings-total'",
                    "expected at most " + total);
            return;
        }
        int perSubscriber = each.orElse(Math.min(start.limits().mappingsPerSubscriber(), total));
        builder.limits(new NatLimits(total, perSubscriber, start.limits().sessions()));
    }

    /** A range such as {@code 1024..65535}. */
    static Optional<PortRange> portRange(Value value) {
        return Values.range(NatReader::port, "expected a range of ports such as 1024..65535").read(value)
                .map(range -> new PortRange(range.from(), range.to()));
    }

    private static Optional<Integer> port(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Integer.parseInt(text)).filter(port -> port >= 1 && port <= MAX_PORT)
                : Optional.empty();
    }
}
