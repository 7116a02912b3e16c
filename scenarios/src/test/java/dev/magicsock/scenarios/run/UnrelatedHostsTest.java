package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.topology.NetworkBuilder;
import dev.magicsock.netsim.trace.FanOut;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random draws follow names, so a pair's packets move at the same nanoseconds whoever else is in the network. */
class UnrelatedHostsTest {

    private static final Duration LENGTH = Duration.ofSeconds(8);

    /** Everything that is not the old pair's: its names begin with this. */
    private static final String NEW = "new-";

    private static final String OLD_ROUTERS = """
                wifi-a: { nat: { mapping: address-dependent, filtering: address-dependent, ports: random }, link: { latency: 8ms, jitter: 4ms, loss: { average: 2%, burst: 4 } } }
                wifi-b: { nat: home-router, link: { latency: 12ms, jitter: 4ms, loss: 1% } }
            """;
    private static final String NEW_ROUTERS = """
                new-a: { nat: { mapping: address-dependent, filtering: address-dependent, ports: random }, link: { latency: 7ms, jitter: 5ms, loss: 3% } }
                new-b: { nat: symmetric, link: { latency: 7ms, jitter: 5ms, loss: 3% } }
            """;
    private static final String OLD_HOSTS = """
                alice: { behind: wifi-a }
                bob:   { behind: wifi-b }
            """;
    private static final String NEW_HOSTS = """
                new-carol: { behind: new-a }
                new-dave:  { behind: new-b }
            """;
    private static final String OLD_ENDPOINTS = """
              alice: { strategy: call-me-maybe, relays: [ eu ], stun: [ eu ] }
              bob:   { strategy: call-me-maybe, relays: [ eu ], stun: [ eu ] }
            """;
    private static final String NEW_ENDPOINTS = """
              new-carol: { strategy: call-me-maybe, relays: [ new-us ], stun: [ new-us ] }
              new-dave:  { strategy: call-me-maybe, relays: [ new-us ], stun: [ new-us ] }
            """;
    private static final String OLD_RELAY = "eu: { link: { latency: 10ms, jitter: 2ms } }";
    private static final String NEW_RELAY = "new-us: { link: { latency: 10ms, jitter: 2ms } }";

    private static final String OLD_SCRIPT = """
              - at: 0s
                connect: { from: alice, to: bob }
              - at: 1s
                traffic: { from: alice, to: bob, every: 20ms, size: 1000B, both-ways: true, until: 8s }
            """;
    private static final String NEW_SCRIPT = """
              - at: 0s
                connect: { from: new-carol, to: new-dave }
              - at: 1s
                traffic: { from: new-carol, to: new-dave, every: 13ms, size: 900B, both-ways: true, until: 8s }
            """;

    @Test
    void aPairThatIsAddedBehindAnotherLeavesItsPacketsAsTheyWere() {
        Recorded alone = run(scenario(OLD_RELAY, "eu", OLD_ROUTERS, OLD_HOSTS, OLD_ENDPOINTS, OLD_SCRIPT));
        Recorded together = run(scenario(OLD_RELAY + ", " + NEW_RELAY, "eu, new-us", OLD_ROUTERS + NEW_ROUTERS,
                OLD_HOSTS + NEW_HOSTS, OLD_ENDPOINTS + NEW_ENDPOINTS, OLD_SCRIPT + NEW_SCRIPT));

        assertLinesMatch(alone.old, together.old);
        assertTrue(alone.old.stream().anyMatch(line -> line.contains("loss")), "nothing random happened");
        assertEquals(0, alone.others);
        assertNotEquals(0, together.others);
    }

    @Test
    void aPairThatIsAddedInFrontOfAnotherLeavesItsPacketsAsTheyWere() {
        Recorded alone = run(scenario(OLD_RELAY, "eu", OLD_ROUTERS, OLD_HOSTS, OLD_ENDPOINTS, OLD_SCRIPT));
        Recorded together = run(scenario(NEW_RELAY + ", " + OLD_RELAY, "new-us, eu", NEW_ROUTERS + OLD_ROUTERS,
                NEW_HOSTS + OLD_HOSTS, NEW_ENDPOINTS + OLD_ENDPOINTS, NEW_SCRIPT + OLD_SCRIPT));

        assertLinesMatch(alone.old, together.old);
    }

    private static Scenario scenario(String relays, String stun, String routers, String hosts, String endpoints,
            String script) {
        return Scenarios.of("""
                name: unrelated-hosts
                seed: 3
                network:
                  relays: { %s }
                  stun: [ %s ]
                  routers:
                %s  hosts:
                %sendpoints:
                %sscript:
                %sexpect:
                  - { in-the-end: true, pair: [alice, bob], lost: 20%% }
                """.formatted(relays, stun, routers, hosts, endpoints, script));
    }

    private static Recorded run(Scenario scenario) {
        FanOut trace = new FanOut();
        Recorded recorded = new Recorded();
        trace.connect(recorded);
        Network network = new World(scenario, Runs.identity(scenario, scenario.seed()), QuicOptions.STANDARD, trace)
                .network();
        network.runUntil(Instant.EPOCH.plus(LENGTH));
        return recorded;
    }

    /**
     * What left, arrived and got lost where, of the old elements alone: not at the internet's router, which everybody
     * shares. Addresses are left out, since they follow the order of declaration.
     */
    private static final class Recorded implements TraceSink {
        private final List<String> elements = new ArrayList<>();
        private final List<String> old = new ArrayList<>();
        private int others;

        @Override
        public void declared(int element, String name) {
            elements.add(name);
        }

        @Override
        public void sent(long timeNanos, int element, Packet packet) {
            add(timeNanos, element, "sent", packet);
        }

        @Override
        public void delivered(long timeNanos, int element, Packet packet) {
            add(timeNanos, element, "delivered", packet);
        }

        @Override
        public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
            add(timeNanos, element, reason.label(), packet);
        }

        private void add(long timeNanos, int element, String what, Packet packet) {
            String place = elements.get(element);
            if (place.contains(NEW)) {
                others++;
            } else if (!place.equals(NetworkBuilder.INTERNET)) {
                old.add(timeNanos + " " + place + " " + what + " " + packet.transport() + " " + packet.sizeBytes());
            }
        }
    }
}
