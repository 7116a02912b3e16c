package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.fault.Way;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.LinkSpec;
import dev.magicsock.scenarios.model.LinkTarget;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the script of a scenario into faults of the network at instants. */
final class FaultPlan {

    private final Scenario scenario;
    private final List<TimedFault> begins = new ArrayList<>();
    private final LastingFaults lasting = new LastingFaults();
    private final LinkChanges linkChanges = new LinkChanges();

    FaultPlan(Scenario scenario) {
        this.scenario = scenario;
        scenario.network().hosts().forEach(host -> setClock(host.name(), host.clock()));
        scenario.script().forEach(this::plan);
    }

    /**
     * In the order of time; at one instant what ends comes before what begins, in the order of the script.
     *
     * @param profiles the conditions of every link as the network is built, by the link's name
     */
    List<TimedFault> faults(Map<String, LinkProfile> profiles) {
        return Stream.of(lasting.ends(), linkChanges.faults(profiles), begins)
                .flatMap(List::stream)
                .sorted(Comparator.comparing(TimedFault::at))
                .toList();
    }

    private void setClock(String host, HostSpec.Clock clock) {
        if (!clock.offset().isZero()) {
            add(Instant.EPOCH, new Fault.ClockStep(host, clock.offset()));
        }
        if (clock.skewPpm() != 0) {
            add(Instant.EPOCH, new Fault.ClockSkew(host, clock.skewPpm()));
        }
    }

    private void plan(ScriptStep step) {
        Instant at = Instant.EPOCH.plus(step.at());
        Optional<Instant> until = step.until().map(Instant.EPOCH::plus);
        switch (step.action()) {
            case ScriptAction.Connect _, ScriptAction.Traffic _, ScriptAction.QuicTraffic _,
                    ScriptAction.RelayStop _, ScriptAction.RelayRestart _, ScriptAction.RelayTrouble _ -> {
                // Endpoints and relays do these themselves.
            }
            case ScriptAction.LinkDown(LinkTarget target, var _) -> links(target).forEach(link ->
                    during(at, until, new Fault.LinkDown(link), new Fault.LinkUp(link)));
            case ScriptAction.LinkDead(LinkTarget target, var direction, var _) -> links(target).forEach(link ->
                    during(at, until, new Fault.LinkDead(link, way(direction)), new Fault.LinkUp(link)));
            case ScriptAction.ChangeLink(LinkTarget target, LinkSpec change, var _) ->
                links(target).forEach(link -> linkChanges.add(link, change, at, until));
            case ScriptAction.InterfaceSwitch(String host, String to) -> switchInterface(host, to, at);
            case ScriptAction.AddressChange change -> changeAddress(change, at);
            case ScriptAction.NatReboot(String router, boolean newAddress) ->
                add(at, newAddress ? new Fault.NatReaddress(router) : new Fault.NatReboot(router));
            case ScriptAction.NatChange(String router, var behavior) -> add(at, new Fault.NatChange(router, behavior));
            case ScriptAction.Partition(String from, String to, boolean oneWay, var _) -> {
                during(at, until, new Fault.Partition(from, to), new Fault.PartitionHealed(from, to));
                if (!oneWay) {
                    during(at, until, new Fault.Partition(to, from), new Fault.PartitionHealed(to, from));
                }
            }
            case ScriptAction.UdpBlock(String router, var _) ->
                during(at, until, new Fault.UdpBlocked(router), new Fault.UdpUnblocked(router));
            case ScriptAction.BlackholeDirect(String a, String b, var _) -> {
                during(at, until, new Fault.UdpPartition(a, b), new Fault.UdpPartitionHealed(a, b));
                during(at, until, new Fault.UdpPartition(b, a), new Fault.UdpPartitionHealed(b, a));
            }
            case ScriptAction.ClockStep(String host, Duration by) -> add(at, new Fault.ClockStep(host, by));
            case ScriptAction.ClockSkew(String host, long ppm) -> add(at, new Fault.ClockSkew(host, ppm));
            case ScriptAction.Suspend(String host, var _) ->
                during(at, until, new Fault.Suspend(host), new Fault.Wake(host));
        }
    }

    private void during(Instant at, Optional<Instant> until, Fault begin, Fault end) {
        add(at, begin);
        lasting.add(begin, end, at, until);
    }

    private void add(Instant at, Fault fault) {
        begins.add(new TimedFault(at, fault));
    }

    private void switchInterface(String host, String to, Instant at) {
        for (HostSpec.Interface other : host(host).interfaces()) {
            if (!other.name().equals(to)) {
                add(at, new Fault.InterfaceSwitch(host, other.name(), to));
            }
        }
    }

    private void changeAddress(ScriptAction.AddressChange change, Instant at) {
        switch (change.target()) {
            case LinkTarget.OfRouter(String router) ->
                add(at, new Fault.NatReaddress(router, change.address().stream().toList()));
            case LinkTarget.OfHost(String host, var interfaceName) -> {
                String changed = interfaceName.orElse(host(host).interfaces().getFirst().name());
                add(at, change.address()
                        .<Fault>map(address -> new Fault.AddressChange(host, changed, List.of(address)))
                        .orElse(new Fault.AddressRenewal(host, changed)));
            }
            case LinkTarget.OfRelay(String relay) ->
                throw new IllegalStateException("the address of relay " + relay + " is not to be changed");
        }
    }

    private List<String> links(LinkTarget target) {
        return switch (target) {
            case LinkTarget.OfRouter(String router) -> List.of(LinkNames.ofRouter(router));
            case LinkTarget.OfRelay(String relay) -> List.of(LinkNames.ofServer(relay));
            case LinkTarget.OfHost(String host, var interfaceName) -> interfaceName
                    .map(name -> List.of(LinkNames.ofHost(host, name)))
                    .orElseGet(() -> host(host).interfaces().stream()
                            .map(each -> LinkNames.ofHost(host, each.name())).toList());
        };
    }

    private HostSpec host(String name) {
        return scenario.network().hosts().stream().filter(host -> host.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException("host " + name + " was checked and is unknown"));
    }

    private static Way way(ScriptAction.Direction direction) {
        return switch (direction) {
            case UP -> Way.UP;
            case DOWN -> Way.DOWN;
            case BOTH -> Way.BOTH;
        };
    }
}
