package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Lifetimes;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.nat.PortRange;
import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.EndpointSpec.Knows;
import dev.magicsock.scenarios.model.EndpointSpec.Selector;
import dev.magicsock.scenarios.model.Expectation;
import dev.magicsock.scenarios.model.Expectation.When;
import dev.magicsock.scenarios.model.Families;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.LinkConditions;
import dev.magicsock.scenarios.model.LinkConditions.Jitter;
import dev.magicsock.scenarios.model.LinkConditions.Loss;
import dev.magicsock.scenarios.model.LinkConditions.QueueLimit;
import dev.magicsock.scenarios.model.LinkSpec;
import dev.magicsock.scenarios.model.LinkTarget;
import dev.magicsock.scenarios.model.PathKind;
import dev.magicsock.scenarios.model.RouterSpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.StunSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What valid files mean. */
class ScenarioReaderTest {

    @Test
    void theExampleOfTheLanguageMeansWhatItSays() {
        Scenario scenario = TestFiles.valid(TestFiles.bundled("symmetric-nat"));

        assertEquals("symmetric-nat", scenario.name());
        assertEquals(7, scenario.seed());
        assertEquals(Duration.ofSeconds(33), scenario.duration());
        assertEquals(List.of(new StunSpec("eu", Optional.empty(), false)), scenario.network().stun());
        assertEquals("http://eu.relay.test", scenario.network().relays().getFirst().url());
        RouterSpec home = scenario.network().routers().get(0);
        assertEquals(Optional.of(NatPreset.HOME_ROUTER.behavior()), home.nat());
        assertEquals(OptionalLong.of(10_000_000), home.link().up().bitsPerSecond());
        assertEquals(OptionalLong.of(50_000_000), home.link().down().bitsPerSecond());
        assertEquals(Optional.of(Duration.ofMillis(8)), home.link().down().latency());
        RouterSpec mobile = scenario.network().routers().get(1);
        assertEquals(MappingBehavior.ADDRESS_AND_PORT_DEPENDENT, mobile.nat().orElseThrow().mapping());
        assertEquals(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT, mobile.nat().orElseThrow().filtering());
        assertEquals(new PortAssignment.Random(), mobile.nat().orElseThrow().ports());
        assertEquals(Optional.of("4g"), mobile.link().preset());
        assertEquals(List.of(
                new ScriptAction.Connect("alice", "bob"),
                new ScriptAction.Traffic("alice", "bob", Duration.ofMillis(20), 1000, true, Duration.ofSeconds(30)),
                new ScriptAction.LinkDown(new LinkTarget.OfRouter("home"), Optional.of(Duration.ofSeconds(3)))),
                scenario.script().stream().map(step -> step.action()).toList());
        assertEquals(List.of(
                new Expectation(new When.By(Duration.ofSeconds(2)), "alice", "bob", new Claim.PathIs(PathKind.RELAY),
                        "alice and bob: path relay, by 2s", 24),
                new Expectation(new When.Throughout(Duration.ofSeconds(2), Duration.ofSeconds(30)), "alice", "bob",
                        new Claim.PathIsNot(PathKind.DIRECT), "alice and bob: path-not direct, throughout 2s..30s", 25),
                new Expectation(new When.InTheEnd(), "alice", "bob",
                        new Claim.LostAtMost(new Claim.Amount.Count(0), List.of("link-down")),
                        "alice and bob: lost 0, in the end, except link-down", 26)), scenario.expectations());
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Scenario scenario = TestFiles.valid("""
                name: least
                network: { relays: { eu: {} }, stun: [ eu ], routers: { r: {} }, hosts: { a: {} } }
                endpoints: { a: {} }
                script: []
                expect: []
                """);
        assertEquals(1, scenario.seed());
        assertEquals("", scenario.about());
        assertEquals(Duration.ofSeconds(3), scenario.duration());
        assertEquals(List.of(new EndpointSpec("a", new CallMeMaybePunch(), Selector.BIASED_RTT, List.of("eu"),
                List.of("eu"), Knows.RELAY, Optional.empty(), 0)), scenario.endpoints());
        RouterSpec router = scenario.network().routers().getFirst();
        assertEquals(Optional.empty(), router.nat());
        assertEquals(Optional.empty(), router.firewall());
        assertEquals(Families.IPV4, router.families());
        assertEquals(LinkSpec.IDEAL, router.link());
        assertEquals(Families.BOTH, scenario.network().relays().getFirst().families());
        HostSpec host = scenario.network().hosts().getFirst();
        assertEquals(List.of(new HostSpec.Interface("internet", Optional.empty(), LinkSpec.IDEAL, true)),
                host.interfaces());
        assertEquals(Families.IPV4, host.families());
    }

    @Test
    void routersComeAfterWhatTheyAreBehind() {
        Scenario scenario = network("""
                routers:
                    inner:  { behind: middle }
                    middle: { behind: outer }
                    other:  {}
                    outer:  { behind: internet }""");
        assertEquals(List.of("other", "outer", "middle", "inner"),
                scenario.network().routers().stream().map(RouterSpec::name).toList());
        assertEquals(Optional.empty(), scenario.network().routers().get(1).behind());
    }

    @Test
    void aNatStartsFromItsPresetAndTurnsKnobs() {
        NatBehavior nat = nat("{ preset: linux-masquerade, udp-lifetime: 20s, mappings-per-subscriber: 64,"
                + " port-range: 2000..2999, hairpinning: internal-source }");
        NatBehavior linux = NatPreset.LINUX_MASQUERADE.behavior();
        assertEquals(linux.ports(), nat.ports());
        assertEquals(linux.filtering(), nat.filtering());
        assertEquals(Lifetimes.udp(Duration.ofSeconds(20), Duration.ofSeconds(20))
                .settlingAfter(Duration.ofSeconds(2)), nat.udp());
        assertEquals(64, nat.limits().mappingsPerSubscriber());
        assertEquals(new PortRange(2000, 2999), nat.portRange());
        assertTrue(nat("{ preset: home-router, port-parity: on }").portParity());
    }

    @Test
    void udpLifetimesKeepTheirShapeUnlessTheFileSaysOtherwise() {
        assertEquals(Lifetimes.udp(Duration.ofSeconds(30), Duration.ofSeconds(60))
                        .settlingAfter(Duration.ofSeconds(2)),
                nat("{ preset: linux-masquerade, udp-lifetime: 60s }").udp());
        assertEquals(Lifetimes.udp(Duration.ofSeconds(60), Duration.ofSeconds(60)),
                nat("{ preset: home-router, udp-lifetime: 60s }").udp());
        assertEquals(Lifetimes.udp(Duration.ofSeconds(10), Duration.ofSeconds(60)),
                nat("{ udp-lifetime: 60s, udp-unreplied-lifetime: 10s }").udp());
        assertEquals(Lifetimes.udp(Duration.ofSeconds(30), Duration.ofSeconds(120)).settlingAfter(Duration.ZERO),
                nat("{ preset: linux-masquerade, udp-settling: 0s }").udp());
    }

    @Test
    void everyPortAssignmentCanBeAskedFor() {
        assertEquals(new PortAssignment.Preserving(PortAssignment.WhenTaken.RANDOM),
                nat("{ ports: preserving, port-taken: random }").ports());
        assertEquals(new PortAssignment.PreservingWithOverloading(PortAssignment.WhenTaken.NEXT_HIGHER),
                nat("{ ports: preserving-with-overloading }").ports());
        assertEquals(new PortAssignment.Sequential(2), nat("{ ports: sequential, port-step: 2 }").ports());
        assertEquals(new PortAssignment.PerSubscriberBlock(512),
                nat("{ preset: carrier-grade, port-block: 512 }").ports());
    }

    @Test
    void natNoneMeansNoNat() {
        assertEquals(Optional.empty(), network("routers: { r: { nat: none, firewall: none, udp: allowed } }")
                .network().routers().getFirst().nat());
    }

    @Test
    void aDirectionChangesWhatBothDirectionsShare() {
        LinkConditions up = link("{ latency: 8ms, loss: 2%, up: { latency: 9ms } }").up();
        LinkConditions down = link("{ latency: 8ms, loss: 2%, up: { latency: 9ms } }").down();
        assertEquals(Optional.of(Duration.ofMillis(9)), up.latency());
        assertEquals(Optional.of(Duration.ofMillis(8)), down.latency());
        assertEquals(up.loss(), down.loss());
    }

    @Test
    void lossHasFourForms() {
        assertEquals(Optional.of(new Loss.Bernoulli(0.02)), link("{ loss: 2% }").up().loss());
        assertEquals(Optional.of(new Loss.Exactly(List.of(3L, 7L))),
                link("{ loss: { packets: [7, 3, 7] } }").up().loss());
        assertEquals(Optional.of(new Loss.GilbertElliott(0.01, 0.25, 0, 1)),
                link("{ loss: { good-to-bad: 1%, bad-to-good: 25% } }").up().loss());
        assertEquals(Optional.of(new Loss.AtMostInARow(0.3, 3)),
                link("{ loss: { ratio: 30%, burst-at-most: 3 } }").up().loss());
        Loss.GilbertElliott bursts =
                (Loss.GilbertElliott) link("{ loss: { average: 20%, burst: 4 } }").up().loss().orElseThrow();
        assertEquals(0.25, bursts.badToGood());
        assertEquals(0.20, bursts.goodToBad() / (bursts.goodToBad() + bursts.badToGood()), 1e-12);
    }

    @Test
    void jitterAndQueuesHaveTwoFormsEach() {
        assertEquals(Optional.of(new Jitter(Duration.ofMillis(5), Jitter.Distribution.UNIFORM)),
                link("{ jitter: 5ms }").up().jitter());
        assertEquals(Optional.of(new Jitter(Duration.ofMillis(5), Jitter.Distribution.EXPONENTIAL)),
                link("{ jitter: { extent: 5ms, distribution: exponential } }").up().jitter());
        assertEquals(Optional.of(new QueueLimit.Bytes(65_536)), link("{ queue: 64KiB }").up().queue());
        assertEquals(Optional.of(new QueueLimit.Packets(100)), link("{ queue: 100 packets }").up().queue());
        assertEquals(Optional.of(new QueueLimit.Codel()), link("{ queue: codel }").up().queue());
    }

    @Test
    void aHostBehindSeveralRoutersHasAnInterfaceForEach() {
        HostSpec host = network("routers: { wifi: {}, cell: {} }", "{ behind: [wifi, cell, internet], link: lan }");
        assertEquals(List.of("wifi", "cell", "internet"),
                host.interfaces().stream().map(HostSpec.Interface::name).toList());
        assertEquals(Optional.empty(), host.interfaces().get(2).behind());
        assertTrue(host.interfaces().stream().allMatch(HostSpec.Interface::up));
    }

    @Test
    void interfacesCanBeNamedAndDown() {
        HostSpec host = network("routers: { home: {} }",
                "{ interfaces: { wlan0: { behind: home, link: wifi }, eth0: { up: off } } }");
        assertEquals(new HostSpec.Interface("eth0", Optional.empty(), LinkSpec.IDEAL, false), host.interfaces().get(1));
        assertEquals(Optional.of("home"), host.interfaces().get(0).behind());
    }

    @Test
    void rangesOfAddressesAreWrittenOut() {
        HostSpec host = network("routers: { home: {} }", "{ addresses: [ 10.9.0.254..10.9.1.1, 'fd00::1' ] }");
        assertEquals(List.of("10.9.0.254", "10.9.0.255", "10.9.1.0", "10.9.1.1", "fd00::1"),
                host.extraAddresses().stream().map(IpAddress::toString).toList());
    }

    @Test
    void aHostUsesTheFamiliesOfItsRouters() {
        assertEquals(Families.BOTH, network("routers: { six: { ipv6: on } }", "{ behind: six }").families());
        assertEquals(new Families(false, true),
                network("routers: { six: { ipv6: on } }", "{ behind: six, ipv4: off }").families());
        assertEquals(Families.BOTH, network("routers: { four: {} }", "{ ipv6: on }").families());
    }

    @Test
    void stunServersCanHaveASecondAddressAndALinkOfTheirOwn() {
        List<StunSpec> stun = network("relays: { eu: {} }\n  stun: { eu: { second-address: on }, lone: { link: lan } }")
                .network().stun();
        assertEquals(new StunSpec("eu", Optional.empty(), true), stun.get(0));
        assertEquals(Optional.of("lan"), stun.get(1).ownLink().orElseThrow().preset());
    }

    @Test
    void stepsAreSortedByTimeAndStableWithin() {
        Scenario scenario = TestFiles.valid(TestFiles.resource("base.yaml").replace("- at: 12s\n", "- at: 0s\n"));
        assertEquals(List.of("connect", "link-down", "traffic", "nat-reboot", "interface-switch"),
                scenario.script().stream().map(step -> step.action().keyword()).toList());
    }

    @Test
    void faultsAreFoundByActionAndByName() {
        Scenario scenario = TestFiles.valid(TestFiles.resource("base.yaml"));
        assertEquals(1, scenario.stepsNamed("link-down").size());
        assertEquals(scenario.stepsNamed("link-down"), scenario.stepsNamed("outage"));
        assertEquals(Optional.of(Duration.ofSeconds(15)), scenario.stepsNamed("outage").getFirst().until());
        assertEquals(List.of(), scenario.stepsNamed("suspend"));
    }

    @Test
    void neverIsTheWholeRunOrAPartOfIt() {
        String base = TestFiles.resource("base.yaml");
        assertEquals(new When.Never(Duration.ZERO, Optional.empty()),
                TestFiles.valid(base.replace("by: 2s", "never: true")).expectations().getFirst().when());
        assertEquals(new When.Never(Duration.ofSeconds(2), Optional.of(Duration.ofSeconds(9))),
                TestFiles.valid(base.replace("by: 2s", "never: 2s..9s")).expectations().getFirst().when());
    }

    @Test
    void aGivenDurationIsTheDuration() {
        assertEquals(Duration.ofMinutes(2), TestFiles.valid(
                TestFiles.resource("base.yaml").replace("seed: 7", "duration: 2m")).duration());
    }

    private static NatBehavior nat(String yaml) {
        return network("routers: { r: { nat: " + yaml + " } }").network().routers().getFirst().nat().orElseThrow();
    }

    private static LinkSpec link(String yaml) {
        return network("routers: { r: { link: " + yaml + " } }").network().routers().getFirst().link();
    }

    private static Scenario network(String sections) {
        return TestFiles.valid("name: x\nnetwork:\n  " + sections
                + "\n  hosts: { host: {} }\nendpoints: { host: {} }\nscript: []\nexpect: []\n");
    }

    private static HostSpec network(String sections, String host) {
        return TestFiles.valid("name: x\nnetwork:\n  " + sections + "\n  hosts: { host: " + host
                + " }\nendpoints: { host: {} }\nscript: []\nexpect: []\n").network().hosts().getFirst();
    }
}
