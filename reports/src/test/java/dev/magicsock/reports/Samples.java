package dev.magicsock.reports;

import dev.magicsock.reports.reason.Cause;
import dev.magicsock.reports.reason.Effect;
import dev.magicsock.reports.reason.ReasonChain;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.Counter;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.DropGroup;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.Fact;
import dev.magicsock.reports.record.NatMapping;
import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Route;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.reports.recorder.DirectionRecorder;
import dev.magicsock.reports.recorder.RecordLimits;
import dev.magicsock.reports.recorder.RunEnd;
import dev.magicsock.reports.recorder.RunRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs that several tests look at. */
public final class Samples {

    private static final Route RELAY = new Route(Carrier.RELAY, Optional.empty(), "http://eu.relay.test");
    private static final Route DIRECT =
            new Route(Carrier.IPV4, Optional.of("10.0.0.2:4000"), "203.0.113.5:4444");

    private Samples() {
    }

    /** A run that fails because a pair behind a symmetric NAT stays on the relay. */
    public static RecordedRun failing() {
        RunRecorder recorder = new RunRecorder(identity("symmetric-nat"), topology(), RecordLimits.standard());
        recorder.faultStarted("link-down", "home", millis(12_000));
        recorder.faultEnded("link-down", "home", millis(15_000));
        recorder.pair("alice", "bob").connecting(Instant.EPOCH);
        recorder.pair("alice", "bob").relayed(millis(240));
        for (String sender : List.of("alice", "bob")) {
            DirectionRecorder direction = recorder.pair("alice", "bob").from(sender);
            direction.path(PathKind.RELAY, List.of(RELAY), "the relay connection was ready", millis(240));
            relayTraffic(direction, sender.equals("alice"));
        }
        recorder.event(new RunEvent(millis(12_000), RunEvent.Kind.SCRIPT, "home", Optional.empty(), "link-down",
                "the link of home went down for 3s", "", List.of(new Fact("for", "3s"))));
        recorder.dropped("filtered", "home", new DropGroup.Example(millis(1_310), 217, "198.51.100.7:40312",
                "203.0.113.5:4444", 1280, "address-and-port-dependent, no contact"));
        recorder.dropped("filtered", "home", new DropGroup.Example(millis(6_310), 890, "198.51.100.7:40313",
                "203.0.113.5:4444", 1280, "address-and-port-dependent, no contact"));
        recorder.dropped("link-down", "home.up", new DropGroup.Example(millis(12_010), 1_404, "10.0.0.2:4000",
                "192.0.2.1:80", 1068, ""));
        recorder.natMapping(new NatMapping("mobile", "udp", "10.0.1.2:4000", "198.51.100.7:40312", millis(300),
                millis(30_000), "", List.of("203.0.113.5:4444")));
        recorder.journey(new PacketJourney(217, "probe 17", "bob", 1280,
                List.of(new PacketJourney.Hop(millis(1_290), "mobile", "198.51.100.7:40312", "203.0.113.5:4444")),
                new PacketJourney.Dropped(millis(1_310), "home", "filtered", "no contact")));
        recorder.sample("home/up", "queue", Series.Unit.BYTES, 1_200, millis(1_500));
        recorder.counter(new Counter("alice", "unknown-datagrams", "packets", 3));
        return recorder.finish(new RunEnd(failingExpectations(), new PacketTotals(6_120, 0, 18_320, 6_114, 6),
                Optional.of("3f9a1c20b4d1".repeat(5) + "0123"), Optional.empty()), millis(30_000));
    }

    /** A run that goes direct after a moment on the relay; everything holds. */
    public static RecordedRun passing() {
        RunRecorder recorder = new RunRecorder(identity("home-nats"), topology(), RecordLimits.standard());
        recorder.pair("alice", "bob").connecting(Instant.EPOCH);
        DirectionRecorder there = recorder.pair("alice", "bob").from("alice");
        DirectionRecorder back = recorder.pair("alice", "bob").from("bob");
        for (DirectionRecorder direction : List.of(there, back)) {
            direction.path(PathKind.RELAY, List.of(RELAY), "the relay connection was ready", millis(240));
            direction.path(PathKind.IPV4_DIRECT, List.of(DIRECT), "probe 3 was answered", millis(2_314));
        }
        relayTraffic(there, false);
        there.traffic().carried(Carrier.IPV4, 1_000);
        there.traffic().arrived(Carrier.IPV4, 1_000);
        there.traffic().duplicatedDeliberately();
        there.rtt(Carrier.IPV4, Duration.ofMillis(22), millis(2_314));
        return recorder.finish(new RunEnd(List.of(holding("in the end: alice and bob are direct",
                "direct over IPv4 since 2.314s")), new PacketTotals(900, 1, 2_700, 901, 0),
                Optional.of("00".repeat(32)), Optional.empty()), millis(30_000));
    }

    /** A run without pairs and expectations that ended as it began. */
    public static RecordedRun empty() {
        return new RunRecorder(identity("empty"), new Topology(List.of(), List.of()), RecordLimits.standard())
                .finish(new RunEnd(List.of(), new PacketTotals(0, 0, 0, 0, 0), Optional.empty(), Optional.empty()),
                        Instant.EPOCH);
    }

    /** An hour in which the path changes every 7 seconds, with a short break each time. */
    public static RecordedRun flappingForAnHour(RecordLimits limits) {
        RunRecorder recorder = new RunRecorder(identity("flapping"), topology(), limits);
        DirectionRecorder direction = recorder.pair("alice", "bob").from("alice");
        for (int second = 0; second < 3_600; second += 14) {
            direction.path(PathKind.RELAY, List.of(RELAY), "gave up", millis(second * 1_000L));
            direction.path(PathKind.NONE, List.of(), "relay reset", millis(second * 1_000L + 6_500));
            direction.path(PathKind.IPV4_DIRECT, List.of(DIRECT), "answered", millis(second * 1_000L + 7_000));
            direction.rtt(Carrier.IPV4, Duration.ofMillis(second == 2_100 ? 900 : 20), millis(second * 1_000L + 7_001));
        }
        return recorder.finish(new RunEnd(List.of(), new PacketTotals(0, 0, 0, 0, 0), Optional.empty(),
                Optional.empty()), millis(3_600_000));
    }

    /** A virtual time so many milliseconds after the start. */
    public static Instant millis(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }

    /** An identity whose replay command fits the scenario. */
    public static RunIdentity identity(String scenario) {
        return new RunIdentity(scenario, "One symmetric NAT against a home router. Plain punching must stay on the "
                + "relay and lose nothing.", scenario + ".yaml", new Seed(7), "0.1.0",
                "./run-scenario " + scenario + ".yaml --seed 7", Determinism.EXACT);
    }

    /** Two hosts behind a NAT each, and a relay. */
    public static Topology topology() {
        return new Topology(List.of(
                new Topology.Node("alice", Topology.NodeKind.HOST, List.of("10.0.0.2"), List.of()),
                new Topology.Node("home", Topology.NodeKind.ROUTER, List.of("203.0.113.5"),
                        List.of(new Fact("mapping", "endpoint-independent"))),
                new Topology.Node("eu", Topology.NodeKind.RELAY, List.of("192.0.2.1"), List.of())),
                List.of(new Topology.Link("home", "alice", "home", List.of(new Fact("latency", "8ms")),
                        List.of(new Fact("latency", "8ms")))));
    }

    private static void relayTraffic(DirectionRecorder direction, boolean losing) {
        for (int i = 0; i < 100; i++) {
            Instant sent = millis(1_000 + 20L * i);
            direction.traffic().sent(1_000, sent);
            direction.traffic().carried(Carrier.RELAY, 1_000);
            if (losing && i >= 90) {
                direction.traffic().lost(i == 99 ? "queue-full" : "link-down", "home.up",
                        i == 99 ? Optional.empty() : Optional.of("link-down"));
            } else {
                direction.traffic().arrived(Carrier.RELAY, 1_000);
                direction.traffic().delivered(1_000, sent.plusMillis(41));
                direction.rtt(Carrier.RELAY, Duration.ofMillis(80 + i % 7), sent.plusMillis(82));
            }
        }
    }

    private static List<ExpectationResult> failingExpectations() {
        List<String> because = ReasonChain.sentences(new Effect.Stayed("bob", PathKind.RELAY), List.of(
                new Cause.Filtered("home", "probe 17", "198.51.100.7:40312", "address-and-port-dependent",
                        "no contact"),
                new Cause.MappedElsewhere("mobile", "10.0.1.2:4000", "203.0.113.5:4444", "198.51.100.7:40312",
                        "198.51.100.7:40001")));
        return List.of(
                holding("by 2s: alice and bob are on the relay", "on the relay since 240ms"),
                new ExpectationResult("by 10s: alice and bob are direct", 19, List.of("alice", "bob"), Outcome.BROKEN,
                        "a direct path in both directions at 10s", "on the relay from 240ms to the end",
                        Optional.of(millis(10_000)), because),
                new ExpectationResult("in the end: bob answers carol", 21, List.of("bob", "carol"),
                        Outcome.NOT_DECIDED, "an answer", "carol never sent anything", Optional.empty(), List.of()));
    }

    private static ExpectationResult holding(String expectation, String happened) {
        return new ExpectationResult(expectation, 18, List.of("alice", "bob"), Outcome.HOLDS, expectation, happened,
                Optional.empty(), List.of());
    }
}
