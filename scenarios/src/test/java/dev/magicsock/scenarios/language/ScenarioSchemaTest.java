package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.netsim.nat.FilterScope;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Hairpinning;
import dev.magicsock.netsim.nat.IcmpHandling;
import dev.magicsock.netsim.nat.Ipv6Handling;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.PayloadHandling;
import dev.magicsock.netsim.nat.Pooling;
import dev.magicsock.netsim.nat.PortAssignment.WhenTaken;
import dev.magicsock.netsim.nat.PortMappingServer;
import dev.magicsock.netsim.nat.Refresh;
import dev.magicsock.netsim.nat.UnsolicitedInbound;
import dev.magicsock.punch.Strategies;
import dev.magicsock.scenarios.model.EndpointSpec.Knows;
import dev.magicsock.scenarios.model.EndpointSpec.Selector;
import dev.magicsock.scenarios.model.LinkConditions.Jitter;
import dev.magicsock.scenarios.model.LinkConditions.TooBig;
import dev.magicsock.scenarios.model.PathKind;
import dev.magicsock.scenarios.model.ScriptAction.Direction;
import dev.magicsock.scenarios.model.ScriptAction.QuicKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema and the reader say the same: no key and no word is in one of them alone. */
class ScenarioSchemaTest {

    private static final JsonNode SCHEMA = new JsonMapper().readTree(ScenarioSchema.text());

    /** Each mapping of the schema with the reader's keys for it. */
    private static final Map<String, List<String>> KEYS = keys();

    private static Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("", Keys.SCENARIO);
        keys.put("/properties/network", Keys.NETWORK);
        keys.put("/$defs/jitter/else", Keys.JITTER);
        keys.put("/$defs/exact-loss", Keys.EXACT_LOSS);
        keys.put("/$defs/bounded-loss", Keys.BOUNDED_LOSS);
        keys.put("/$defs/burst-loss", Keys.BURST_LOSS);
        keys.put("/$defs/gilbert-elliott-loss", Keys.GILBERT_ELLIOTT_LOSS);
        keys.put("/$defs/conditions", Keys.CONDITIONS);
        keys.put("/$defs/link-conditions", Keys.LINK);
        keys.put("/$defs/nat-knobs", Keys.NAT);
        keys.put("/$defs/port-conflict", Keys.PORT_CONFLICT);
        keys.put("/$defs/radio", Keys.RADIO);
        keys.put("/$defs/port-mapping", Keys.PORT_MAPPING);
        keys.put("/$defs/firewall-knobs", Keys.FIREWALL);
        keys.put("/$defs/udp-policy", Keys.UDP);
        keys.put("/$defs/relay", Keys.RELAY);
        keys.put("/$defs/stun-server", Keys.STUN);
        keys.put("/$defs/router", Keys.ROUTER);
        keys.put("/$defs/host", Keys.HOST);
        keys.put("/$defs/interface", Keys.INTERFACE);
        keys.put("/$defs/clock", Keys.CLOCK);
        keys.put("/$defs/processing", Keys.PROCESSING);
        keys.put("/$defs/endpoint", Keys.ENDPOINT);
        keys.put("/$defs/connect", Keys.CONNECT);
        keys.put("/$defs/traffic", Keys.TRAFFIC);
        keys.put("/$defs/link-down", Keys.LINK_DOWN);
        keys.put("/$defs/link-dead", Keys.LINK_DEAD);
        keys.put("/$defs/change-link", Keys.CHANGE_LINK);
        keys.put("/$defs/interface-switch", Keys.INTERFACE_SWITCH);
        keys.put("/$defs/address-change", Keys.ADDRESS_CHANGE);
        keys.put("/$defs/nat-reboot", Keys.NAT_REBOOT);
        keys.put("/$defs/nat-change", Keys.NAT_CHANGE);
        keys.put("/$defs/relay-stop", Keys.RELAY_STOP);
        keys.put("/$defs/relay-restart", Keys.RELAY_RESTART);
        keys.put("/$defs/relay-delay", Keys.RELAY_DELAY);
        keys.put("/$defs/relay-drop", Keys.RELAY_DROP);
        keys.put("/$defs/relay-silence", Keys.RELAY_SILENCE);
        keys.put("/$defs/relay-half-open", Keys.RELAY_STOP);
        keys.put("/$defs/relay-deny", Keys.RELAY_DENY);
        keys.put("/$defs/relay-close", Keys.RELAY_CLOSE);
        keys.put("/$defs/relay-warn", Keys.RELAY_WARN);
        keys.put("/$defs/partition", Keys.PARTITION);
        keys.put("/$defs/udp-block", Keys.UDP_BLOCK);
        keys.put("/$defs/blackhole-direct", Keys.BLACKHOLE_DIRECT);
        keys.put("/$defs/clock-step", Keys.CLOCK_STEP);
        keys.put("/$defs/clock-skew", Keys.CLOCK_SKEW);
        keys.put("/$defs/suspend", Keys.SUSPEND);
        keys.put("/$defs/step", Stream.concat(Keys.STEP.stream(), Keys.ACTIONS.stream()).toList());
        keys.put("/$defs/expectation", Keys.EXPECTATION);
        return keys;
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void aMappingHasTheSameKeysForBoth(String pointer) {
        assertEquals(KEYS.get(pointer), List.copyOf(SCHEMA.at(pointer).get("properties").propertyNames()));
    }

    static List<String> mappings() {
        return List.copyOf(KEYS.keySet());
    }

    @Test
    void noMappingOfTheSchemaIsLeftOut() {
        List<String> found = new ArrayList<>();
        collect(SCHEMA, "", "properties", found);
        List<String> mappings = found.stream().filter(pointer -> !pointer.endsWith("/properties")).sorted().toList();
        assertEquals(KEYS.keySet().stream().sorted().toList(), mappings);
    }

    /**
     * Each place of the schema that lists words, with a text of base.yaml and what takes its place to use such a word.
     */
    private record Place(String pointer, List<String> words, String replaced, String replacement) {
    }

    private static final List<Place> PLACES = List.of(
            place("jitter/else/properties/distribution", Words.of(Jitter.Distribution.class), "{ rate: 10Mbit/s }",
                    "{ jitter: { extent: 1ms, distribution: %s } }"),
            place("conditions/properties/too-big", Words.of(TooBig.class), "{ rate: 10Mbit/s }", "{ too-big: %s }"),
            place("link-conditions/properties/too-big", Words.of(TooBig.class), "link: wifi", "link: { too-big: %s }"),
            place("link/then", links(), "link: wifi", "link: %s"),
            place("link-conditions/properties/preset", links(), "link: wifi", "link: { preset: %s }"),
            place("nat/then", Words.of(NatPreset.class), "nat-reboot: { router: cell }",
                    "nat-change: { router: cell, nat: %s }"),
            place("nat-or-none/then", and(Words.of(NatPreset.class), "none"), "nat: home-router", "nat: %s"),
            nat("preset", Words.of(NatPreset.class)),
            nat("mapping", Words.of(MappingBehavior.class)),
            nat("filtering", Words.of(FilteringBehavior.class)),
            nat("filter-scope", Words.of(FilterScope.class)),
            nat("ports", Words.of(NatPortsReader.Assignment.class)),
            nat("port-taken", Words.of(WhenTaken.class)),
            nat("pooling", Words.of(Pooling.class)),
            nat("mapping-refresh", Words.of(Refresh.class)),
            nat("filter-refresh", Words.of(Refresh.class)),
            nat("hairpinning", Words.of(Hairpinning.class)),
            nat("icmp", Words.of(IcmpHandling.class)),
            nat("payload", Words.of(PayloadHandling.class)),
            nat("unsolicited-inbound", Words.of(UnsolicitedInbound.class)),
            nat("ipv6", Words.of(Ipv6Handling.class)),
            place("port-conflict/properties/mapping", Words.of(MappingBehavior.class), "nat: home-router",
                    "nat: { under-port-conflict: { mapping: %s, filtering: address-dependent } }"),
            place("port-conflict/properties/filtering", Words.of(FilteringBehavior.class), "nat: home-router",
                    "nat: { under-port-conflict: { mapping: address-dependent, filtering: %s } }"),
            place("port-mapping/properties/protocols/items", Words.of(PortMappingServer.Protocol.class),
                    "nat: home-router", "nat: { port-mapping: { protocols: [%s] } }"),
            place("port-mapping/properties/failure", Words.of(PortMappingServer.Failure.class),
                    "nat: home-router", "nat: { port-mapping: { failure: %s } }"),
            place("firewall/then", List.of("none", "stateful"), "link: wifi", "link: wifi, firewall: %s"),
            place("firewall-knobs/properties/filtering", Words.of(FilteringBehavior.class), "link: wifi",
                    "link: wifi, firewall: { filtering: %s }"),
            place("udp/then", List.of("allowed", "blocked"), "link: wifi", "link: wifi, udp: %s"),
            place("endpoint/properties/strategy/anyOf/0", Strategies.BUILT_IN.names(), "call-me-maybe", "%s"),
            place("endpoint/properties/selector", Words.of(Selector.class), "lowest-rtt", "%s"),
            place("endpoint/properties/knows", Words.of(Knows.class), "selector: lowest-rtt", "knows: %s"),
            place("link-dead/properties/direction", Words.of(Direction.class), "nat-reboot: { router: cell }",
                    "link-dead: { router: cell, direction: %s }"),
            place("relay-direction", Words.of(Direction.class), "nat-reboot: { router: cell }",
                    "relay-silence: { relay: eu, direction: %s }"),
            place("traffic/properties/quic", Words.of(QuicKind.class), "every: 20ms, size", "quic: %s, size"),
            place("expectation/properties/path", Words.of(PathKind.class), "path: relay", "path: %s"),
            place("expectation/properties/path-not", Words.of(PathKind.class), "path: relay", "path-not: %s"),
            place("switch", List.of("on", "off", "true", "false"), "offset: 45s } }", "offset: 45s }, ipv6: %s }"));

    private static Place place(String pointer, List<String> words, String replaced, String replacement) {
        return new Place("/$defs/" + pointer, words, replaced, replacement);
    }

    private static Place nat(String knob, List<String> words) {
        return place("nat-knobs/properties/" + knob, words, "nat: home-router", "nat: { " + knob + ": %s }");
    }

    private static List<String> links() {
        return Arrays.stream(LinkPreset.values()).map(LinkPreset::label).toList();
    }

    private static List<String> and(List<String> words, String further) {
        return Stream.concat(words.stream(), Stream.of(further)).toList();
    }

    @ParameterizedTest
    @MethodSource("places")
    void aListOfWordsIsTheSameForBothAndEachOneIsAccepted(Place place) {
        assertEquals(place.words(), words(SCHEMA.at(place.pointer())));
        for (String word : place.words()) {
            String base = TestFiles.resource("base.yaml").replace(", nat-reboot]", "]");
            assertTrue(base.contains(place.replaced()), place.replaced());
            String text = base.replace(place.replaced(), place.replacement().formatted(word));
            ReadResult result = ScenarioSchema.check(text.getBytes(StandardCharsets.UTF_8));
            boolean needsCompany = result instanceof ReadResult.Invalid invalid
                    && invalid.problems().getFirst().wrong().contains("contradicts itself");
            assertTrue(needsCompany || result instanceof ReadResult.Valid, () -> word + ": " + result);
        }
    }

    static List<Place> places() {
        return PLACES;
    }

    @Test
    void noListOfWordsIsLeftOut() {
        List<String> found = new ArrayList<>();
        collect(SCHEMA, "", "enum", found);
        assertEquals(PLACES.stream().map(Place::pointer).sorted().toList(), found.stream().sorted().toList());
    }

    private static List<String> words(JsonNode schema) {
        return schema.get("enum").valueStream().map(word -> word.isBoolean() ? word.toString() : word.stringValue())
                .collect(Collectors.toList());
    }

    private static void collect(JsonNode node, String pointer, String keyword, List<String> found) {
        if (node.isObject() && node.has(keyword) && !pointer.endsWith("/properties")) {
            found.add(pointer);
        }
        node.propertyStream().forEach(child ->
                collect(child.getValue(), pointer + "/" + child.getKey(), keyword, found));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), pointer + "/" + i, keyword, found);
        }
    }

    @ParameterizedTest
    @MethodSource("structuralMistakes")
    void theSchemaAloneFindsAMistakeOfStructureInTheSamePlace(BadScenariosTest.BadFile file) {
        String text = TestFiles.resource("base.yaml").replace(file.replaced(), file.replacement());
        Problems problems = ScenarioSchema.violations(text.getBytes(StandardCharsets.UTF_8));
        assertTrue(problems.inFileOrder().stream()
                .anyMatch(problem -> file.problems().getFirst().startsWith(problem.at() + ": ")),
                () -> problems.inFileOrder().toString());
    }

    static Stream<BadScenariosTest.BadFile> structuralMistakes() {
        return BadScenariosTest.badFiles().filter(file -> file.title().startsWith("an unknown")
                || file.title().startsWith("a missing") || file.title().startsWith("a duration without")
                || file.title().startsWith("a size without") || file.title().contains("where a mapping belongs"));
    }

    @Test
    void theSchemaIsASchemaOfItsVersion() {
        assertEquals("https://json-schema.org/draft/2020-12/schema", SCHEMA.get("$schema").stringValue());
        assertTrue(SCHEMA.get("$id").stringValue().endsWith("scenario-v" + ScenarioReader.VERSION + ".schema.json"));
        assertInstanceOf(ReadResult.Valid.class,
                ScenarioSchema.check(TestFiles.resource("base.yaml").getBytes(StandardCharsets.UTF_8)));
    }
}
