package dev.magicsock.scenarios.networks;

import dev.magicsock.scenarios.model.LinkConditions;
import dev.magicsock.scenarios.model.LinkSpec;
import dev.magicsock.scenarios.model.LinkTarget;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.networks.Place.Access;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Finds whom a trouble can happen to in a plan, and writes it in the words of a script. */
final class TroubleActions {

    private static final List<Access> ROUTERS =
            List.of(Access.FIREWALL, Access.NAT, Access.NAT_BEHIND_CARRIER, Access.UDP_BLOCKED);
    private static final List<Access> TRANSLATORS = List.of(Access.NAT, Access.NAT_BEHIND_CARRIER);

    private final Plan plan;

    TroubleActions(Plan plan) {
        this.plan = plan;
    }

    /** Empty if it can happen to nobody here. */
    Optional<ScriptAction> of(Trouble trouble) {
        Optional<Duration> lasting = Optional.of(trouble.lasting());
        return switch (trouble.kind()) {
            case LINK_DOWN -> Optional.of(new ScriptAction.LinkDown(access(trouble), lasting));
            case LINK_DEAD_UP ->
                Optional.of(new ScriptAction.LinkDead(access(trouble), ScriptAction.Direction.UP, lasting));
            case LINK_DEAD_DOWN ->
                Optional.of(new ScriptAction.LinkDead(access(trouble), ScriptAction.Direction.DOWN, lasting));
            case CHANGE_LINK -> Optional.of(new ScriptAction.ChangeLink(access(trouble), bad(), lasting));
            case HOST_ADDRESS -> Optional.of(new ScriptAction.AddressChange(
                    new LinkTarget.OfHost(anyHost(trouble), Optional.of("eth0")), Optional.empty()));
            case ROUTER_ADDRESS -> router(trouble, TRANSLATORS)
                    .map(router -> new ScriptAction.AddressChange(new LinkTarget.OfRouter(router), Optional.empty()));
            case NAT_REBOOT -> router(trouble, TRANSLATORS).map(router -> new ScriptAction.NatReboot(router, false));
            case RELAY_RESTART -> Optional.of(new ScriptAction.RelayRestart("eu", trouble.lasting(), false));
            case RELAY_STOP -> Optional.of(new ScriptAction.RelayStop("us", lasting));
            case ONE_WAY_PARTITION ->
                Optional.of(new ScriptAction.Partition(pair(trouble, true), pair(trouble, false), true, lasting));
            case PARTITION ->
                Optional.of(new ScriptAction.Partition(pair(trouble, true), pair(trouble, false), false, lasting));
            case UDP_BLOCK -> router(trouble, ROUTERS).map(router -> new ScriptAction.UdpBlock(router, lasting));
            case BLACKHOLE_DIRECT ->
                Optional.of(new ScriptAction.BlackholeDirect(pair(trouble, true), pair(trouble, false), lasting));
            case CLOCK_STEP -> Optional.of(new ScriptAction.ClockStep(anyHost(trouble), Duration.ofSeconds(-45)));
            case CLOCK_SKEW -> Optional.of(new ScriptAction.ClockSkew(anyHost(trouble), 200));
            case SUSPEND -> Optional.of(new ScriptAction.Suspend(anyHost(trouble), trouble.lasting()));
        };
    }

    private LinkTarget access(Trouble trouble) {
        int place = trouble.target() % plan.places().size();
        return plan.whereIs(place).hasRouter()
                ? new LinkTarget.OfRouter(PlanScenario.router(plan.routerOf(place)))
                : new LinkTarget.OfHost(Plan.host(place), Optional.of("eth0"));
    }

    private static LinkSpec bad() {
        LinkConditions none = LinkConditions.UNCHANGED;
        LinkConditions bad = new LinkConditions(Optional.of(Duration.ofMillis(180)), none.jitter(),
                Optional.of(new LinkConditions.Loss.Bernoulli(0.2)), none.mtuBytes(), none.tooBig(),
                none.bitsPerSecond(), none.queue(), OptionalDouble.empty(), none.reorder(), none.corrupt());
        return new LinkSpec(Optional.empty(), bad, bad);
    }

    private String anyHost(Trouble trouble) {
        return Plan.host(trouble.target() % plan.places().size());
    }

    private String pair(Trouble trouble, boolean first) {
        Plan.Pair pair = plan.pairs().get(trouble.target() % plan.pairs().size());
        return Plan.host(first ? pair.a() : pair.b());
    }

    private Optional<String> router(Trouble trouble, List<Access> accesses) {
        List<Integer> routers = plan.routersWith(accesses);
        return routers.isEmpty() ? Optional.empty()
                : Optional.of(PlanScenario.router(routers.get(trouble.target() % routers.size())));
    }
}
