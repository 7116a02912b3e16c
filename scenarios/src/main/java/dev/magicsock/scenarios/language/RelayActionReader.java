package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.model.ScriptAction.Direction;
import dev.magicsock.scenarios.model.ScriptAction.RelayClose;
import dev.magicsock.scenarios.model.ScriptAction.RelayDelay;
import dev.magicsock.scenarios.model.ScriptAction.RelayDeny;
import dev.magicsock.scenarios.model.ScriptAction.RelayDrop;
import dev.magicsock.scenarios.model.ScriptAction.RelayHalfOpen;
import dev.magicsock.scenarios.model.ScriptAction.RelayRestart;
import dev.magicsock.scenarios.model.ScriptAction.RelaySilence;
import dev.magicsock.scenarios.model.ScriptAction.RelayStop;
import dev.magicsock.scenarios.model.ScriptAction.RelayWarn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the actions that are done to one relay. */
final class RelayActionReader {

    private static final Duration RESTART_DOWN_TIME = Duration.ofSeconds(1);

    /** A number that no version of the protocol gives a meaning: clients must live with it. */
    private static final int UNKNOWN_STATUS = 99;

    private static final int MAX_STATUS = 255;

    private final Names names;

    RelayActionReader(Names names) {
        this.names = names;
    }

    Optional<RelayStop> stop(Fields fields) {
        Optional<Duration> lasting = ActionReader.lasting(fields);
        return relay(fields).map(relay -> new RelayStop(relay, lasting));
    }

    Optional<RelayRestart> restart(Fields fields) {
        Duration down = ActionReader.lasting(fields).orElse(RESTART_DOWN_TIME);
        boolean announced = fields.optional("announced", Values::onOff).orElse(false);
        return relay(fields).map(relay -> new RelayRestart(relay, down, announced));
    }

    Optional<RelayDelay> delay(Fields fields) {
        List<String> endpoints = endpoints(fields);
        Direction direction = direction(fields);
        Optional<Duration> lasting = ActionReader.lasting(fields);
        return ActionReader.both(relay(fields), fields.required("by", Values::positiveDuration),
                (relay, by) -> new RelayDelay(relay, endpoints, direction, by, lasting));
    }

    Optional<RelayDrop> drop(Fields fields) {
        List<String> endpoints = endpoints(fields);
        Direction direction = direction(fields);
        Optional<Duration> lasting = ActionReader.lasting(fields);
        Value.Reader<Double> aboveZero = value -> Values.ratio(value).flatMap(ratio -> ratio > 0 ? Optional.of(ratio)
                : value.reject("expected a ratio above 0%, such as 2%"));
        return ActionReader.both(relay(fields), fields.required("ratio", aboveZero),
                (relay, ratio) -> new RelayDrop(relay, endpoints, direction, ratio, lasting));
    }

    Optional<RelaySilence> silence(Fields fields) {
        List<String> endpoints = endpoints(fields);
        Direction direction = direction(fields);
        Optional<Duration> lasting = ActionReader.lasting(fields);
        return relay(fields).map(relay -> new RelaySilence(relay, endpoints, direction, lasting));
    }

    Optional<RelayHalfOpen> halfOpen(Fields fields) {
        Optional<Duration> lasting = ActionReader.lasting(fields);
        return relay(fields).map(relay -> new RelayHalfOpen(relay, lasting));
    }

    Optional<RelayDeny> deny(Fields fields) {
        List<String> endpoints = endpoints(fields);
        Optional<Duration> lasting = ActionReader.lasting(fields);
        return relay(fields).map(relay -> new RelayDeny(relay, endpoints, lasting));
    }

    Optional<RelayClose> close(Fields fields) {
        List<String> endpoints = endpoints(fields);
        return relay(fields).map(relay -> new RelayClose(relay, endpoints));
    }

    Optional<RelayWarn> warn(Fields fields) {
        List<String> endpoints = endpoints(fields);
        int status = fields.optional("status", Values.smallInteger(0, MAX_STATUS)).orElse(UNKNOWN_STATUS);
        String text = fields.optional("text", Values::text).orElse("");
        return relay(fields).map(relay -> new RelayWarn(relay, endpoints, status, text));
    }

    private Optional<String> relay(Fields fields) {
        return fields.required("relay", Names.oneOf(names.relays()));
    }

    private List<String> endpoints(Fields fields) {
        return fields.optional("endpoints", Values.list(Names.oneOf(names.endpoints()),
                "expected a list of endpoints such as [alice]", ScenarioReader.MAX_MEMBERS)).orElse(List.of());
    }

    private static Direction direction(Fields fields) {
        return fields.optional("direction", Values.word(Direction.class)).orElse(Direction.BOTH);
    }
}
