package dev.magicsock.scenarios.run;

import static dev.magicsock.scenarios.run.Scripts.at;
import static dev.magicsock.scenarios.run.Scripts.lasting;
import static dev.magicsock.scenarios.run.Scripts.latency;
import static dev.magicsock.scenarios.run.Scripts.loss;
import static dev.magicsock.scenarios.run.Scripts.seconds;
import static dev.magicsock.scenarios.run.Scripts.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.fault.Way;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.LinkSpec;
import dev.magicsock.scenarios.model.LinkTarget;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptAction.Direction;
import dev.magicsock.scenarios.model.ScriptStep;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final LinkTarget HOME = new LinkTarget.OfRouter("home");
    private static final LinkTarget WIFI = new LinkTarget.OfHost("alice", Optional.of("wifi"));

    @Test
    void whatEndpointsAndRelaysDoThemselvesIsNoFaultOfTheNetwork() {
        assertPlan(List.of(), step(1, new ScriptAction.Connect("alice", "bob")),
                step(1, new ScriptAction.Traffic("alice", "bob", seconds(0.02), 100, true, seconds(9))),
                step(2, new ScriptAction.RelayStop("eu", lasting(3))),
                step(2, new ScriptAction.RelayRestart("eu", seconds(3), false)));
    }

    @Test
    void aLinkGoesDownAndComesUp() {
        assertPlan(List.of(fault(5, new Fault.LinkDown("home/uplink")), fault(8, new Fault.LinkUp("home/uplink"))),
                step(5, new ScriptAction.LinkDown(HOME, lasting(3))));
    }

    @Test
    void withoutADurationItStaysDown() {
        assertPlan(List.of(fault(5, new Fault.LinkDown("eu/eth0"))),
                step(5, new ScriptAction.LinkDown(new LinkTarget.OfRelay("eu"), Optional.empty())));
    }

    @Test
    void aHostWithoutAnInterfaceNamedLosesAllItsLinks() {
        assertPlan(List.of(fault(5, new Fault.LinkDown("alice/wifi")), fault(5, new Fault.LinkDown("alice/lte"))),
                step(5, new ScriptAction.LinkDown(new LinkTarget.OfHost("alice", Optional.empty()), Optional.empty())));
    }

    @Test
    void aLinkDiesInTheDirectionsThatAreNamed() {
        assertPlan(List.of(fault(5, new Fault.LinkDead("alice/wifi", Way.UP)),
                fault(6, new Fault.LinkDead("home/uplink", Way.DOWN)),
                        fault(7, new Fault.LinkDead("eu/eth0", Way.BOTH)), fault(8, new Fault.LinkUp("alice/wifi"))),
                step(5, new ScriptAction.LinkDead(WIFI, Direction.UP, lasting(3))),
                step(6, new ScriptAction.LinkDead(HOME, Direction.DOWN, Optional.empty())),
                step(7, new ScriptAction.LinkDead(new LinkTarget.OfRelay("eu"), Direction.BOTH, Optional.empty())));
    }

    @Test
    void aChangedLinkGetsItsOldConditionsBack() {
        assertPlan(List.of(fault(5, changed("home/uplink", latency(300))),
                fault(8, changed("home/uplink", latency(5)))),
                step(5, new ScriptAction.ChangeLink(HOME, latency(300), lasting(3))));
    }

    @Test
    void changesOfOneLinkLieUponEachOther() {
        assertPlan(List.of(
                        fault(5, changed("home/uplink", latency(300))),
                        fault(6, changed("home/uplink", latency(300), loss(0.1))),
                        fault(7, changed("home/uplink", latency(300), loss(0.1), latency(80))),
                        fault(8, changed("home/uplink", latency(5), loss(0.1), latency(80))),
                        fault(9, changed("home/uplink", latency(5), loss(0.1)))),
                step(5, new ScriptAction.ChangeLink(HOME, latency(300), lasting(3))),
                step(6, new ScriptAction.ChangeLink(HOME, loss(0.1), Optional.empty())),
                step(7, new ScriptAction.ChangeLink(HOME, latency(80), lasting(2))));
    }

    @Test
    void switchingGoesFromEveryOtherInterface() {
        assertPlan(List.of(fault(5, new Fault.InterfaceSwitch("alice", "wifi", "lte"))),
                step(5, new ScriptAction.InterfaceSwitch("alice", "lte")));
        assertPlan(List.of(), step(5, new ScriptAction.InterfaceSwitch("bob", "internet")));
    }

    @Test
    void addressesChangeAsGivenOrAsTheNetworkPicks() {
        IpAddress given = IpAddress.parse("198.51.100.7");
        assertPlan(List.of(fault(5, new Fault.AddressRenewal("alice", "wifi")),
                        fault(6, new Fault.AddressChange("bob", "internet", List.of(given))),
                        fault(7, new Fault.AddressRenewal("alice", "lte")),
                        fault(8, new Fault.NatReaddress("home")),
                        fault(9, new Fault.NatReaddress("home", List.of(given)))),
                step(5, new ScriptAction.AddressChange(new LinkTarget.OfHost("alice", Optional.empty()),
                        Optional.empty())),
                step(6, new ScriptAction.AddressChange(new LinkTarget.OfHost("bob", Optional.empty()),
                        Optional.of(given))),
                step(7, new ScriptAction.AddressChange(new LinkTarget.OfHost("alice", Optional.of("lte")),
                        Optional.empty())),
                step(8, new ScriptAction.AddressChange(HOME, Optional.empty())),
                step(9, new ScriptAction.AddressChange(HOME, Optional.of(given))));
        assertThrows(IllegalStateException.class, () -> new FaultPlan(Scripts.of(
                step(5, new ScriptAction.AddressChange(new LinkTarget.OfRelay("eu"), Optional.empty())))));
    }

    @Test
    void natsRebootAndChange() {
        assertPlan(List.of(fault(5, new Fault.NatReboot("home")), fault(6, new Fault.NatReaddress("home")),
                        fault(7, new Fault.NatChange("home", NatPreset.HOME_ROUTER.behavior()))),
                step(5, new ScriptAction.NatReboot("home", false)), step(6, new ScriptAction.NatReboot("home", true)),
                step(7, new ScriptAction.NatChange("home", NatPreset.HOME_ROUTER.behavior())));
    }

    @Test
    void partitionsPartBothDirectionsUnlessOneIsMeant() {
        assertPlan(List.of(fault(5, new Fault.Partition("home", "eu")), fault(5, new Fault.Partition("eu", "home")),
                        fault(7, new Fault.PartitionHealed("home", "eu")),
                        fault(7, new Fault.PartitionHealed("eu", "home"))),
                step(5, new ScriptAction.Partition("home", "eu", false, lasting(2))));
        assertPlan(List.of(fault(5, new Fault.Partition("home", "eu"))),
                step(5, new ScriptAction.Partition("home", "eu", true, Optional.empty())));
    }

    @Test
    void udpIsBlockedAtARouterAndBetweenTwoHosts() {
        assertPlan(List.of(fault(5, new Fault.UdpBlocked("home")), fault(6, new Fault.UdpUnblocked("home"))),
                step(5, new ScriptAction.UdpBlock("home", lasting(1))));
        assertPlan(List.of(fault(5, new Fault.UdpPartition("alice", "bob")),
                fault(5, new Fault.UdpPartition("bob", "alice")),
                        fault(6, new Fault.UdpPartitionHealed("alice", "bob")),
                        fault(6, new Fault.UdpPartitionHealed("bob", "alice"))),
                step(5, new ScriptAction.BlackholeDirect("alice", "bob", lasting(1))));
    }

    @Test
    void clocksAreWrongFromTheStartOrFromAStepOn() {
        Scenario scenario = Scripts.of(new HostSpec.Clock(Duration.ofSeconds(-45), 200),
                step(5, new ScriptAction.ClockStep("alice", seconds(40))),
                step(6, new ScriptAction.ClockSkew("alice", -300)));

        assertEquals(List.of(fault(0, new Fault.ClockStep("bob", Duration.ofSeconds(-45))),
                fault(0, new Fault.ClockSkew("bob", 200)), fault(5, new Fault.ClockStep("alice", seconds(40))),
                fault(6, new Fault.ClockSkew("alice", -300))), plan(scenario));
    }

    @Test
    void hostsSleepAndWake() {
        assertPlan(List.of(fault(5, new Fault.Suspend("alice")), fault(25, new Fault.Wake("alice"))),
                step(5, new ScriptAction.Suspend("alice", seconds(20))));
    }

    @Test
    void whatEndsComesBeforeWhatBeginsAtTheSameInstant() {
        assertPlan(List.of(fault(5, new Fault.LinkDown("home/uplink")), fault(8, new Fault.LinkUp("home/uplink")),
                        fault(8, new Fault.NatReboot("home"))),
                step(5, new ScriptAction.LinkDown(HOME, lasting(3))),
                step(8, new ScriptAction.NatReboot("home", false)));
    }

    @Test
    void theShorterOfTwoEqualFaultsDoesNotEndTheLonger() {
        assertPlan(List.of(fault(5, new Fault.UdpBlocked("home")), fault(6, new Fault.UdpBlocked("home")),
                        fault(9, new Fault.UdpUnblocked("home"))),
                step(5, new ScriptAction.UdpBlock("home", lasting(2))),
                step(6, new ScriptAction.UdpBlock("home", lasting(3))));
    }

    private static void assertPlan(List<TimedFault> expected, ScriptStep... steps) {
        assertEquals(expected, plan(Scripts.of(steps)));
    }

    private static List<TimedFault> plan(Scenario scenario) {
        return new FaultPlan(scenario).faults(profiles());
    }

    private static Map<String, LinkProfile> profiles() {
        Map<String, LinkProfile> profiles = new LinkedHashMap<>();
        profiles.put("home/uplink", LinkProfiles.of(latency(5)));
        return profiles;
    }

    private static TimedFault fault(double at, Fault fault) {
        return new TimedFault(at(at), fault);
    }

    private static Fault changed(String link, LinkSpec... changes) {
        LinkProfile profile = LinkProfiles.of(latency(5));
        for (LinkSpec change : changes) {
            profile = LinkProfiles.changed(profile, change);
        }
        return new Fault.LinkChanged(link, profile);
    }
}
