package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.model.NatSpec;
import dev.magicsock.scenarios.model.NatSpec.Behavior;
import dev.magicsock.scenarios.model.NatSpec.FilterScope;
import dev.magicsock.scenarios.model.NatSpec.Hairpinning;
import dev.magicsock.scenarios.model.NatSpec.Icmp;
import dev.magicsock.scenarios.model.NatSpec.Pooling;
import dev.magicsock.scenarios.model.NatSpec.PortRange;
import dev.magicsock.scenarios.model.NatSpec.Ports;
import dev.magicsock.scenarios.model.NatSpec.Refresh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads NATs: a preset's name, or a mapping of knobs that may start from a preset. */
final class NatReader {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_MAPPINGS = 10_000_000;

    private NatReader() {
    }

    /** A NAT, or {@code none}: the outer optional is empty after a problem, the inner one for {@code none}. */
    static Optional<Optional<NatSpec>> readOrNone(Value value) {
        if (value.text().isPresent()) {
            List<String> words = new ArrayList<>(Presets.NAT);
            words.add("none");
            return value.word(words).map(word ->
                    word.equals("none") ? Optional.empty() : Optional.of(NatSpec.preset(word)));
        }
        return read(value).map(Optional::of);
    }

    static Optional<NatSpec> read(Value value) {
        if (value.text().isPresent()) {
            return value.word(Presets.NAT).map(NatSpec::preset);
        }
        return Fields.open(value, Keys.NAT).map(NatReader::readKnobs);
    }

    private static NatSpec readKnobs(Fields nat) {
        checkPorts(nat);
        return new NatSpec(
                nat.optional("preset", Values.word(Presets.NAT)),
                nat.optional("mapping", Values.word(Behavior.class)),
                nat.optional("filtering", Values.word(Behavior.class)),
                nat.optional("filter-scope", Values.word(FilterScope.class)),
                nat.optional("ports", Values.word(Ports.class)),
                integer(nat, "port-step", MAX_PORT),
                nat.optional("port-range", NatReader::portRange),
                integer(nat, "ports-per-subscriber", MAX_PORT),
                nat.optional("pooling", Values.word(Pooling.class)),
                nat.optional("refresh", Values.word(Refresh.class)),
                nat.optional("udp-lifetime", Values::positiveDuration),
                nat.optional("udp-unreplied-lifetime", Values::positiveDuration),
                nat.optional("stream-lifetime", Values::positiveDuration),
                nat.optional("absolute-lifetime", Values::positiveDuration),
                nat.optional("hairpinning", Values.word(Hairpinning.class)),
                integer(nat, "mappings-per-subscriber", MAX_MAPPINGS),
                integer(nat, "mappings-total", MAX_MAPPINGS),
                nat.optional("port-reuse-delay", Values::duration),
                nat.optional("icmp", Values.word(Icmp.class)),
                nat.optional("early-inbound-collision", Values::onOff));
    }

    /** A knob that only one port assignment reads must not stand beside another one. */
    private static void checkPorts(Fields nat) {
        nat.value("ports").flatMap(Value::text).ifPresent(ports -> {
            checkReadBy(nat, "port-step", ports, Ports.SEQUENTIAL);
            checkReadBy(nat, "ports-per-subscriber", ports, Ports.BLOCK);
        });
    }

    private static void checkReadBy(Fields nat, String key, String ports, Ports reader) {
        if (nat.has(key) && !ports.equals(Words.of(reader))) {
            nat.value(key).orElseThrow().rejectAs("means nothing with 'ports: " + Quoted.text(ports).replace("'", "") + "'",
                    "expected it only with 'ports: " + Words.of(reader) + "'");
        }
    }

    private static OptionalInt integer(Fields nat, String key, int max) {
        return nat.optional(key, Values.smallInteger(1, max)).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Optional<PortRange> portRange(Value value) {
        return Values.range(NatReader::port, "expected a range of ports such as 1024..65535").read(value)
                .map(range -> new PortRange(range.from(), range.to()));
    }

    private static Optional<Integer> port(String text) {
        return text.matches("[0-9]{1,5}") ? Optional.of(Integer.parseInt(text)).filter(port -> port >= 1 && port <= MAX_PORT)
                : Optional.empty();
    }
}
