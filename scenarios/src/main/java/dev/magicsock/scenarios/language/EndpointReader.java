package dev.magicsock.scenarios.language;

import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.Strategies;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.EndpointSpec.Knows;
import dev.magicsock.scenarios.model.EndpointSpec.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the endpoints: a mapping from host names to what runs there. */
final class EndpointReader {

    /** Heartbeats below this would be a flood, above it a path is long given up. */
    private static final Duration HEARTBEAT_MIN = Duration.ofMillis(100);
    private static final Duration HEARTBEAT_MAX = Duration.ofHours(1);

    private static final String A_RELAY_LIST = "expected a list of relays such as [eu]";

    private static final PunchStrategy DEFAULT_STRATEGY = new CallMeMaybePunch();

    private final Names names;
    private final Strategies strategies;

    private EndpointReader(Names names, Strategies strategies) {
        this.names = names;
        this.strategies = strategies;
    }

    static List<EndpointSpec> read(Value value, Names names, Strategies strategies) {
        EndpointReader reader = new EndpointReader(names, strategies);
        List<EndpointSpec> endpoints = new ArrayList<>();
        Fields.openAny(value).ifPresent(section -> {
            section.rejectEmpty("expected at least one host's name");
            section.entries().forEach(entry -> reader.endpoint(entry, section.problems()).ifPresent(endpoints::add));
        });
        return endpoints;
    }

    private Optional<EndpointSpec> endpoint(Node.Entry entry, Problems problems) {
        String host = entry.key();
        if (!names.hosts().contains(host)) {
            problems.add(entry.keyAt(), "there is no host " + Quoted.text(host),
                    Suggestion.oneOf(host, names.hosts(), problems));
        }
        Value body = new Value(entry.value(), "endpoint " + Quoted.text(host), problems);
        return Fields.open(body, Keys.ENDPOINT).map(endpoint -> new EndpointSpec(host,
                endpoint.optional("strategy", this::strategy).orElse(DEFAULT_STRATEGY),
                endpoint.optional("selector", Values.word(Selector.class)).orElse(Selector.BIASED_RTT),
                endpoint.optional("relays", this::relays).orElseGet(names::relays),
                endpoint.optional("stun", this::stun).orElseGet(names::stun),
                endpoint.optional("knows", Values.word(Knows.class)).orElse(Knows.RELAY),
                endpoint.optional("heartbeat", EndpointReader::heartbeat),
                endpoint.optional("port", Values.smallInteger(1, 65_535)).orElse(0),
                endpoint.optional("port-mapping", Values::onOff).orElse(false)));
    }

    private Optional<PunchStrategy> strategy(Value value) {
        return value.word(strategies.names()).flatMap(strategies::named);
    }

    private Optional<List<String>> relays(Value value) {
        return Values.list(Names.oneOf(names.relays()), A_RELAY_LIST, ScenarioReader.MAX_MEMBERS)
                .read(value);
    }

    /** A relay that does not answer STUN deserves a message of its own: the mistake is elsewhere in the file. */
    private Optional<List<String>> stun(Value value) {
        Value.Reader<String> server = item -> {
            Optional<String> relay = item.text().filter(names.relays()::contains)
                    .filter(name -> !names.stun().contains(name));
            return relay.isPresent() ? item.rejectAs("is the relay '" + relay.get() + "', which does not answer STUN",
                    "expected it in 'stun' of the network too") : item.declared(names.stun());
        };
        return Values.list(server, "expected a list of STUN servers such as [eu]", ScenarioReader.MAX_MEMBERS)
                .read(value);
    }

    private static Optional<Duration> heartbeat(Value value) {
        return Values.positiveDuration(value).flatMap(duration ->
                duration.compareTo(HEARTBEAT_MIN) >= 0 && duration.compareTo(HEARTBEAT_MAX) <= 0 ? Optional.of(duration)
                        : value.reject("expected a duration from 100ms to 1h"));
    }
}
