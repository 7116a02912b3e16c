package dev.magicsock.scenarios.networks;

import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.Families;
import dev.magicsock.scenarios.model.FirewallSpec;
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
import dev.magicsock.scenarios.pairs.Behaviors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Makes the scenario of a plan. */
final class PlanScenario {

    private static final List<String> RELAYS = List.of("eu", "us");

    private final Plan plan;

    PlanScenario(Plan plan) {
        this.plan = plan;
    }

    Scenario build() {
        List<RouterSpec> routers = new ArrayList<>();
        List<HostSpec> hosts = new ArrayList<>();
        for (int place = 0; place < plan.places().size(); place++) {
            if (plan.routerOf(place) == place) {
                addRouters(place, routers);
            }
            hosts.add(host(place));
        }
        NetworkSpec network = new NetworkSpec(List.of(relay("eu", 10), relay("us", 45)),
                List.of(new StunSpec("eu", Optional.empty(), false)), routers, hosts);
        List<EndpointSpec> endpoints =
                IntStream.range(0, plan.places().size()).mapToObj(place -> endpoint(Plan.host(place))).toList();
        return new Scenario("random-network", "", plan.seed(), Plan.SETTLED, network, endpoints, script(), List.of());
    }

    private static RelaySpec relay(String name, int latencyMillis) {
        LinkSpec link = new LinkSpec(Optional.empty(), latency(latencyMillis), latency(latencyMillis));
        return new RelaySpec(name, link, Families.BOTH);
    }

    private static EndpointSpec endpoint(String host) {
        return new EndpointSpec(host, new CallMeMaybePunch(), EndpointSpec.Selector.BIASED_RTT, RELAYS,
                List.of("eu"), EndpointSpec.Knows.RELAY, Optional.empty(), 0);
    }

    private void addRouters(int place, List<RouterSpec> routers) {
        String name = router(place);
        switch (plan.places().get(place).access()) {
            case OPEN -> {
                // Nothing in between.
            }
            case FIREWALL, NAT, UDP_BLOCKED -> routers.add(router(place, name, Optional.empty()));
            case NAT_BEHIND_CARRIER -> {
                routers.add(new RouterSpec("carrier" + place, Optional.empty(),
                        Optional.of(NatPreset.CARRIER_GRADE.behavior()), Optional.empty(), UdpPolicy.ALLOWED,
                        new LinkSpec(Optional.empty(), latency(6), latency(6)), families(place), List.of()));
                routers.add(router(place, name, Optional.of("carrier" + place)));
            }
        }
    }

    private RouterSpec router(int place, String name, Optional<String> behind) {
        Place where = plan.places().get(place);
        boolean translates = where.access() == Place.Access.NAT || behind.isPresent();
        Optional<FirewallSpec> firewall = where.access() == Place.Access.FIREWALL
                ? Optional.of(new FirewallSpec(Behaviors.filtering(where.box().filtering()), Optional.empty()))
                : Optional.empty();
        return new RouterSpec(name, behind,
                translates ? Optional.of(Behaviors.of(where.box(), where.ports())) : Optional.empty(), firewall,
                where.access() == Place.Access.UDP_BLOCKED ? UdpPolicy.BLOCKED : UdpPolicy.ALLOWED,
                access(5 + 3 * place), families(place), List.of());
    }

    private Families families(int place) {
        return plan.whereIs(place).ipv6() ? Families.BOTH : Families.IPV4;
    }

    private HostSpec host(int place) {
        Optional<String> behind =
                plan.whereIs(place).hasRouter() ? Optional.of(router(plan.routerOf(place))) : Optional.empty();
        LinkSpec link = behind.isPresent() ? LinkSpec.IDEAL : access(5 + 3 * place);
        return new HostSpec(Plan.host(place), List.of(new HostSpec.Interface("eth0", behind, link, true)), List.of(),
                HostSpec.Clock.EXACT, Optional.empty(), families(place));
    }

    static String router(int place) {
        return "router" + place;
    }

    private LinkSpec access(int latencyMillis) {
        LinkConditions none = LinkConditions.UNCHANGED;
        LinkConditions lossy = latency(latencyMillis).overriddenBy(new LinkConditions(none.latency(), none.jitter(),
                Optional.of(new LinkConditions.Loss.Bernoulli(plan.loss())), none.mtuBytes(), none.tooBig(),
                none.bitsPerSecond(), none.queue(), OptionalDouble.of(plan.copies()), none.reorder(), none.corrupt()));
        return new LinkSpec(Optional.empty(), lossy, lossy);
    }

    private static LinkConditions latency(int millis) {
        LinkConditions none = LinkConditions.UNCHANGED;
        return new LinkConditions(Optional.of(Duration.ofMillis(millis)), none.jitter(), none.loss(), none.mtuBytes(),
                none.tooBig(), none.bitsPerSecond(), none.queue(), none.duplicate(), none.reorder(), none.corrupt());
    }

    private List<ScriptStep> script() {
        List<ScriptStep> script = new ArrayList<>();
        for (Plan.Pair pair : plan.pairs()) {
            String a = Plan.host(pair.a());
            String b = Plan.host(pair.b());
            script.add(step(Duration.ofMillis(100), new ScriptAction.Connect(a, b)));
            script.add(step(Duration.ofMillis(500), new ScriptAction.Traffic(a, b, Duration.ofMillis(100), 300, true,
                    Plan.SETTLED)));
        }
        TroubleActions actions = new TroubleActions(plan);
        plan.troubles().forEach(trouble ->
                actions.of(trouble).ifPresent(action -> script.add(step(trouble.at(), action))));
        script.sort(Comparator.comparing(ScriptStep::at));
        return script;
    }

    private static ScriptStep step(Duration at, ScriptAction action) {
        return new ScriptStep(at, Optional.empty(), action, 0);
    }
}
