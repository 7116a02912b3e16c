package dev.magicsock.scenarios.support;

import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.punch.PunchStrategy;
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
import dev.magicsock.scenarios.model.StunSpec;
import dev.magicsock.scenarios.model.UdpPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Two endpoints, alice and bob, each behind a translator, with a relay that is also the STUN server. Unless stated
 * they know nothing of each other but the relay. Alice connects to bob.
 */
public final class PairScenario {

    private static final String RELAY = "eu";

    private final NatBehavior natOfAlice;
    private final NatBehavior natOfBob;
    private final List<ScriptStep> script = new ArrayList<>();
    private PunchStrategy strategy = new CallMeMaybePunch();
    private EndpointSpec.Knows knows = EndpointSpec.Knows.RELAY;
    private LinkConditions conditions = LinkConditions.UNCHANGED;
    private Duration latencyOfAlice = Duration.ofMillis(8);
    private Duration latencyOfBob = Duration.ofMillis(12);
    private Duration latencyOfRelay = Duration.ofMillis(10);
    private Duration connectAt = Duration.ZERO;
    private String name = "pair";
    private Duration duration = Duration.ofSeconds(8);

    private PairScenario(NatBehavior natOfAlice, NatBehavior natOfBob) {
        this.natOfAlice = natOfAlice;
        this.natOfBob = natOfBob;
    }

    /** A pair behind these translators. */
    public static PairScenario behind(NatBehavior natOfAlice, NatBehavior natOfBob) {
        return new PairScenario(natOfAlice, natOfBob);
    }

    public PairScenario named(String value) {
        name = value;
        return this;
    }

    /** How both try to get direct; {@code call-me-maybe} unless stated. */
    public PairScenario strategy(PunchStrategy value) {
        strategy = value;
        return this;
    }

    /** What both are told of each other; the relay alone unless stated. */
    public PairScenario knowing(EndpointSpec.Knows value) {
        knows = value;
        return this;
    }

    public PairScenario lasting(Duration value) {
        duration = value;
        return this;
    }

    /** When alice connects; at once unless stated. */
    public PairScenario connecting(Duration at) {
        connectAt = at;
        return this;
    }

    /** What one way takes between each of them and the internet: 8, 12 and 10 ms unless stated. */
    public PairScenario latencies(Duration alice, Duration bob, Duration relay) {
        latencyOfAlice = alice;
        latencyOfBob = bob;
        latencyOfRelay = relay;
        return this;
    }

    /** Conditions of both access links, in both directions, beside their latency. */
    public PairScenario access(LinkConditions value) {
        conditions = value;
        return this;
    }

    /** Datagrams both ways, to the end. */
    public PairScenario traffic(Duration from, Duration every, int sizeBytes) {
        return at(from, new ScriptAction.Traffic("alice", "bob", every, sizeBytes, true, duration));
    }

    /** Something else happens. */
    public PairScenario at(Duration at, ScriptAction action) {
        script.add(step(at, action));
        return this;
    }

    public Scenario build() {
        List<ScriptStep> steps = new ArrayList<>(script);
        steps.add(step(connectAt, new ScriptAction.Connect("alice", "bob")));
        steps.sort(Comparator.comparing(ScriptStep::at));
        NetworkSpec network = new NetworkSpec(
                List.of(new RelaySpec(RELAY, link(latencyOfRelay, LinkConditions.UNCHANGED), Families.IPV4)),
                List.of(new StunSpec(RELAY, Optional.empty(), false)),
                List.of(router("home-a", natOfAlice, latencyOfAlice), router("home-b", natOfBob, latencyOfBob)),
                List.of(host("alice", "home-a"), host("bob", "home-b")));
        return new Scenario(name, "", 1, duration, network, List.of(endpoint("alice"), endpoint("bob")), steps,
                List.of());
    }

    private RouterSpec router(String router, NatBehavior nat, Duration latency) {
        return new RouterSpec(router, Optional.empty(), Optional.of(nat), Optional.empty(), UdpPolicy.ALLOWED,
                link(latency, conditions), Families.IPV4, List.of());
    }

    private static LinkSpec link(Duration latency, LinkConditions conditions) {
        LinkConditions both = new LinkConditions(Optional.of(latency), conditions.jitter(),
                conditions.loss(), conditions.mtuBytes(), conditions.tooBig(), conditions.bitsPerSecond(),
                conditions.queue(), conditions.duplicate(), conditions.reorder(), conditions.corrupt());
        return new LinkSpec(Optional.empty(), both, both);
    }

    private static HostSpec host(String host, String router) {
        return new HostSpec(host, List.of(new HostSpec.Interface(router, Optional.of(router), LinkSpec.IDEAL, true)),
                List.of(), HostSpec.Clock.EXACT, Optional.empty(), Families.IPV4);
    }

    private EndpointSpec endpoint(String host) {
        return new EndpointSpec(host, strategy, EndpointSpec.Selector.BIASED_RTT,
                List.of(RELAY), List.of(RELAY), knows, Optional.empty(), 0);
    }

    private static ScriptStep step(Duration at, ScriptAction action) {
        return new ScriptStep(at, Optional.empty(), action, 0);
    }
}
