package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptAction.BlackholeDirect;
import dev.magicsock.scenarios.model.ScriptAction.ClockSkew;
import dev.magicsock.scenarios.model.ScriptAction.ClockStep;
import dev.magicsock.scenarios.model.ScriptAction.Connect;
import dev.magicsock.scenarios.model.ScriptAction.InterfaceSwitch;
import dev.magicsock.scenarios.model.ScriptAction.NatChange;
import dev.magicsock.scenarios.model.ScriptAction.NatReboot;
import dev.magicsock.scenarios.model.ScriptAction.Partition;
import dev.magicsock.scenarios.model.ScriptAction.Suspend;
import dev.magicsock.scenarios.model.ScriptAction.UdpBlock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the actions of a script's steps; those on links, relays and traffic have readers of their own. */
final class ActionReader {

    private final Names names;
    private final LinkActionReader linkActions;
    private final RelayActionReader relayActions;
    private final TrafficReader traffic;
    private final QuicTrafficReader quicTraffic;

    ActionReader(Names names, ScriptOutline outline) {
        this.names = names;
        this.linkActions = new LinkActionReader(names);
        this.relayActions = new RelayActionReader(names);
        this.traffic = new TrafficReader(names, outline);
        this.quicTraffic = new QuicTrafficReader(names, traffic);
    }

    /**
     * Reads one action.
     *
     * @param key one of {@link Keys#ACTIONS}
     * @param at  when the step happens
     * @return empty after a problem was reported
     */
    Optional<ScriptAction> read(String key, Value value, Duration at) {
        return switch (key) {
            case "connect" -> open(value, Keys.CONNECT, this::connect);
            case "traffic" -> open(value, Keys.TRAFFIC, fields -> readTraffic(fields, at));
            case "link-down" -> open(value, Keys.LINK_DOWN, linkActions::linkDown);
            case "link-dead" -> open(value, Keys.LINK_DEAD, linkActions::linkDead);
            case "change-link" -> open(value, Keys.CHANGE_LINK, linkActions::changeLink);
            case "interface-switch" -> open(value, Keys.INTERFACE_SWITCH, this::interfaceSwitch);
            case "address-change" -> open(value, Keys.ADDRESS_CHANGE, linkActions::addressChange);
            case "nat-reboot" -> open(value, Keys.NAT_REBOOT, this::natReboot);
            case "nat-change" -> open(value, Keys.NAT_CHANGE, this::natChange);
            case "relay-stop" -> open(value, Keys.RELAY_STOP, relayActions::stop);
            case "relay-restart" -> open(value, Keys.RELAY_RESTART, relayActions::restart);
            case "relay-delay" -> open(value, Keys.RELAY_DELAY, relayActions::delay);
            case "relay-drop" -> open(value, Keys.RELAY_DROP, relayActions::drop);
            case "relay-silence" -> open(value, Keys.RELAY_SILENCE, relayActions::silence);
            case "relay-half-open" -> open(value, Keys.RELAY_STOP, relayActions::halfOpen);
            case "relay-deny" -> open(value, Keys.RELAY_DENY, relayActions::deny);
            case "relay-close" -> open(value, Keys.RELAY_CLOSE, relayActions::close);
            case "relay-warn" -> open(value, Keys.RELAY_WARN, relayActions::warn);
            case "partition" -> open(value, Keys.PARTITION, this::partition);
            case "udp-block" -> open(value, Keys.UDP_BLOCK, this::udpBlock);
            case "blackhole-direct" -> open(value, Keys.BLACKHOLE_DIRECT, this::blackholeDirect);
            case "clock-step" -> open(value, Keys.CLOCK_STEP, this::clockStep);
            case "clock-skew" -> open(value, Keys.CLOCK_SKEW, this::clockSkew);
            case "suspend" -> open(value, Keys.SUSPEND, this::suspend);
            default -> throw new IllegalStateException("no reader for the action " + key);
        };
    }

    private Optional<? extends ScriptAction> readTraffic(Fields fields, Duration at) {
        return fields.has("quic") ? quicTraffic.read(fields, at) : traffic.read(fields, at);
    }

    private interface BodyReader {
        Optional<? extends ScriptAction> read(Fields fields);
    }

    private static Optional<ScriptAction> open(Value value, List<String> keys, BodyReader reader) {
        return Fields.open(value, keys).flatMap(fields -> reader.read(fields).map(action -> action));
    }

    private Optional<Connect> connect(Fields fields) {
        Optional<String> from = fields.required("from", Names.oneOf(names.endpoints()));
        Optional<String> to = fields.required("to", Names.oneOf(names.endpoints()));
        return different(fields, from, to, "to").map(both -> new Connect(from.orElseThrow(), to.orElseThrow()));
    }

    /** Both, if they are there and not the same; reported at {@code key} if they are the same. */
    private static Optional<Boolean> different(Fields fields, Optional<String> a, Optional<String> b, String key) {
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        return !a.equals(b) ? Optional.of(true) : fields.value(key).orElseThrow()
                .rejectAs("names '" + a.get() + "' twice", "expected two different ones");
    }

    private Optional<InterfaceSwitch> interfaceSwitch(Fields fields) {
        Optional<String> host = fields.required("host", Names.oneOf(names.hosts()));
        return host.flatMap(name -> fields.required("to", Names.oneOf(names.interfaces(name)))
                .map(to -> new InterfaceSwitch(name, to)));
    }

    private Optional<NatReboot> natReboot(Fields fields) {
        boolean newAddress = fields.optional("new-address", Values::onOff).orElse(false);
        return fields.required("router", this::routerWithNat).map(router -> new NatReboot(router, newAddress));
    }

    private Optional<NatChange> natChange(Fields fields) {
        return both(fields.required("router", this::routerWithNat), fields.required("nat", NatReader::read),
                NatChange::new);
    }

    private Optional<String> routerWithNat(Value value) {
        return value.declared(names.routers()).flatMap(router ->
                !names.areCertain() || names.isRouterWithNat(router) ? Optional.of(router)
                        : value.rejectAs("is '" + router + "', which has no NAT", "expected a router with 'nat'"));
    }

    private Optional<Partition> partition(Fields fields) {
        Optional<String> from = fields.required("from", Names.oneOf(names.places()));
        Optional<String> to = fields.required("to", Names.oneOf(names.places()));
        boolean oneWay = fields.optional("one-way", Values::onOff).orElse(false);
        Optional<Duration> lasting = lasting(fields);
        return different(fields, from, to, "to")
                .map(both -> new Partition(from.orElseThrow(), to.orElseThrow(), oneWay, lasting));
    }

    private Optional<UdpBlock> udpBlock(Fields fields) {
        Optional<Duration> lasting = lasting(fields);
        return fields.required("router", Names.oneOf(names.routers())).map(router -> new UdpBlock(router, lasting));
    }

    private Optional<BlackholeDirect> blackholeDirect(Fields fields) {
        Optional<Duration> lasting = lasting(fields);
        return fields.required("between", value -> Values.pair(value, names.hosts()))
                .map(pair -> new BlackholeDirect(pair.get(0), pair.get(1), lasting));
    }

    private Optional<ClockStep> clockStep(Fields fields) {
        Value.Reader<Duration> step = value -> Values.anyDuration(value).flatMap(by -> !by.isZero() ? Optional.of(by)
                : value.reject("expected a duration other than zero, such as 45s or -45s"));
        return both(host(fields), fields.required("by", step), ClockStep::new);
    }

    private Optional<ClockSkew> clockSkew(Fields fields) {
        return both(host(fields), fields.required("skew", Values::skewPpm), ClockSkew::new);
    }

    private Optional<Suspend> suspend(Fields fields) {
        return both(host(fields), fields.required("for", Values::positiveDuration), Suspend::new);
    }

    private Optional<String> host(Fields fields) {
        return fields.required("host", Names.oneOf(names.hosts()));
    }

    static Optional<Duration> lasting(Fields fields) {
        return fields.optional("for", Values::positiveDuration);
    }

    static <A, B, R> Optional<R> both(Optional<A> a, Optional<B> b, BiFunction<A, B, R> combine) {
        return a.flatMap(first -> b.map(second -> combine.apply(first, second)));
    }
}
