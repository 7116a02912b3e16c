package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.Families;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.LinkConditions;
import dev.magicsock.scenarios.model.LinkSpec;
import dev.magicsock.scenarios.model.NetworkSpec;
import dev.magicsock.scenarios.model.RelaySpec;
import dev.magicsock.scenarios.model.RouterSpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import dev.magicsock.scenarios.model.UdpPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Scenarios on one network: alice has wifi behind the router home and lte; bob has one interface; the relay is eu. */
final class Scripts {

    private Scripts() {
    }

    static Scenario of(ScriptStep... steps) {
        return of(HostSpec.Clock.EXACT, steps);
    }

    static Scenario of(HostSpec.Clock bobsClock, ScriptStep... steps) {
        RouterSpec home = new RouterSpec("home", Optional.empty(), Optional.of(NatPreset.HOME_ROUTER.behavior()),
                Optional.empty(), UdpPolicy.ALLOWED, latency(5), Families.IPV4, List.of());
        HostSpec alice = new HostSpec("alice", List.of(
                new HostSpec.Interface("wifi", Optional.of("home"), latency(2), true),
                new HostSpec.Interface("lte", Optional.empty(), latency(25), false)),
                List.of(), HostSpec.Clock.EXACT, Optional.empty(), Families.IPV4);
        HostSpec bob =
                new HostSpec("bob", List.of(new HostSpec.Interface("internet", Optional.empty(), latency(9), true)),
                List.of(), bobsClock, Optional.empty(), Families.IPV4);
        NetworkSpec network = new NetworkSpec(List.of(new RelaySpec("eu", latency(10), Families.BOTH)), List.of(),
                List.of(home), List.of(alice, bob));
        return new Scenario("test", "", 1, Duration.ofSeconds(60), network, List.of(endpoint("alice"), endpoint("bob")),
                Arrays.asList(steps), List.of());
    }

    private static EndpointSpec endpoint(String host) {
        return new EndpointSpec(host, new CallMeMaybePunch(), EndpointSpec.Selector.BIASED_RTT,
                List.of("eu"),
                List.of(), EndpointSpec.Knows.RELAY, Optional.empty(), 0);
    }

    static ScriptStep step(double at, ScriptAction action) {
        return new ScriptStep(seconds(at), Optional.empty(), action, 1);
    }

    static LinkSpec latency(long millis) {
        return both(conditions(Optional.of(Duration.ofMillis(millis)), Optional.empty()));
    }

    static LinkSpec loss(double ratio) {
        return both(conditions(Optional.empty(), Optional.of(new LinkConditions.Loss.Bernoulli(ratio))));
    }

    private static LinkSpec both(LinkConditions conditions) {
        return new LinkSpec(Optional.empty(), conditions, conditions);
    }

    private static LinkConditions conditions(Optional<Duration> latency, Optional<LinkConditions.Loss> loss) {
        return new LinkConditions(latency, Optional.empty(), loss, OptionalInt.empty(), Optional.empty(),
                OptionalLong.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    static Optional<Duration> lasting(double time) {
        return Optional.of(seconds(time));
    }

    static Duration seconds(double time) {
        return Duration.ofNanos(Math.round(time * 1e9));
    }

    static Instant at(double time) {
        return Instant.EPOCH.plus(seconds(time));
    }
}
