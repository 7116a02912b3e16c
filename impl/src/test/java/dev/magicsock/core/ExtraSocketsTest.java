package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.punch.PunchActions;
import dev.magicsock.punch.PunchBudget;
import dev.magicsock.punch.PunchEvent;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.PunchView;
import dev.magicsock.punch.Puncher;
import dev.magicsock.stun.StunAttribute;
import dev.magicsock.stun.StunClass;
import dev.magicsock.stun.StunCodec;
import dev.magicsock.stun.StunMessage;
import dev.magicsock.stun.StunParse;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Sockets that a strategy opens for one remote. */
class ExtraSocketsTest {

    private static final SocketId FIRST = new SocketId(-1);
    private static final InetSocketAddress STUN = SocketAddresses.parse("198.51.100.1:3478");

    private final Lab lab = new Lab(1);
    private final List<PunchEvent> heard = new ArrayList<>();

    /** What to do about each event. */
    interface Act {
        void on(PunchEvent event, PunchView view, PunchActions actions);
    }

    private record Scripted(Act act, PunchBudget budget) implements PunchStrategy, Puncher {
        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Puncher forRemote(RandomGenerator random) {
            return this;
        }

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            act.on(event, view, actions);
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return Optional.empty();
        }
    }

    @Test
    void aPathBeginsWhereTheRemoteAnswersAndCarriesData() {
        Lab.Node bob = node("192.0.2.2:2000", 0, (event, view, actions) -> { });
        Lab.Node alice = node("192.0.2.1:1000", 1, (event, view, actions) -> {
            heard.add(event);
            if (event instanceof PunchEvent.Wanted) {
                assertEquals(Optional.of(FIRST), actions.openSocket());
            } else if (event instanceof PunchEvent.SocketOpened(SocketId socket, int _)) {
                assertTrue(actions.ping(new PathId.Direct(socket, bob.address)));
            }
        });
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(2));
        assertTrue(heard.contains(new PunchEvent.SocketOpened(FIRST, 50_001)));
        assertEquals(Optional.of(new PathId.Direct(FIRST, bob.address)),
                alice.core.remote(bob.id()).orElseThrow().selected());
        alice.send(bob, Lab.quic(1, 500));
        bob.send(alice, Lab.quic(2, 500));
        lab.run(Duration.ofSeconds(1));
        assertEquals(1, bob.delivered.size());
        assertEquals(1, alice.delivered.size());
    }

    @Test
    void aSocketThatTheRemoteAnswersAtIsNotClosedUntilItsPathIsGivenUp() {
        Lab.Node bob = node("192.0.2.2:2000", 0, (event, view, actions) -> { });
        Lab.Node alice = node("192.0.2.1:1000", 1, (event, view, actions) -> {
            switch (event) {
                case PunchEvent.Wanted _ -> actions.openSocket();
                case PunchEvent.SocketOpened opened ->
                        actions.ping(new PathId.Direct(opened.socket(), bob.address));
                case PunchEvent.DirectPathFound _ -> actions.closeSocket(FIRST);
                default -> {
                    // The core does the rest.
                }
            }
        });
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(2));
        assertTrue(alice.isDirectTo(bob));
        lab.drop((from, to, payload) -> true);
        lab.run(Duration.ofSeconds(40));
        assertFalse(alice.isDirectTo(bob));
        lab.dropNothing();
        int before = alice.sent.size();
        lab.run(Duration.ofSeconds(10));
        assertTrue(alice.sent.stream().skip(before).noneMatch(each -> each.socket().equals(FIRST)));
    }

    @Test
    void noMoreAreOpenThanTheBudgetAllowsAndAClosedOneMakesRoom() {
        List<Optional<SocketId>> opened = new ArrayList<>();
        Lab.Node alice = node("192.0.2.1:1000", 2, (event, view, actions) -> {
            if (event instanceof PunchEvent.Wanted) {
                for (int i = 0; i < 3; i++) {
                    opened.add(actions.openSocket());
                }
                actions.closeSocket(FIRST);
                opened.add(actions.openSocket());
            } else if (event instanceof PunchEvent.SocketOpened) {
                heard.add(event);
            }
        });
        Lab.Node bob = node("192.0.2.2:2000", 0, (event, view, actions) -> { });
        alice.add(bob, List.of(), List.of());
        lab.run(Duration.ofSeconds(1));
        assertEquals(List.of(Optional.of(FIRST), Optional.of(new SocketId(-2)), Optional.empty(),
                Optional.of(new SocketId(-3))), opened);
        assertEquals(List.of(new PunchEvent.SocketOpened(new SocketId(-2), 50_002),
                new PunchEvent.SocketOpened(new SocketId(-3), 50_003)), heard);
    }

    @Test
    void somebodyElsesPingIsNotAnsweredAndBeginsNoPath() {
        Lab.Node alice = node("192.0.2.1:1000", 1, (event, view, actions) -> {
            if (event instanceof PunchEvent.Wanted) {
                actions.openSocket();
            }
        });
        Lab.Node bob = node("192.0.2.2:2000", 0, (event, view, actions) -> { });
        alice.add(bob, List.of(Lab.RELAY), List.of());
        Lab.Node carol = node("192.0.2.3:3000", 0, (event, view, actions) -> {
            if (event instanceof PunchEvent.Wanted) {
                actions.ping(new PathId.Direct(new SocketId(1), SocketAddresses.parse("192.0.2.1:50001")));
            }
        });
        carol.add(alice, List.of(), List.of());
        lab.run(Duration.ofSeconds(5));
        assertEquals(1, carol.observed(Observation.PingSent.class).size());
        assertTrue(alice.observed(Observation.PathDiscovered.class).stream().noneMatch(each ->
                each.remote().equals(carol.id()) && each.path().equals(new PathId.Direct(FIRST, carol.address))));
        assertEquals(List.of(), carol.observed(Observation.PongReceived.class));
    }

    @Test
    void whatAStunServerSeesIsToldToTheStrategyAlone() {
        InetSocketAddress mapped = SocketAddresses.parse("203.0.113.7:7777");
        lab.service(STUN, (from, payload) -> {
            StunMessage request = ((StunParse.Parsed) StunCodec.parse(ByteBuffer.wrap(payload))).message();
            return StunCodec.encode(new StunMessage(StunClass.SUCCESS_RESPONSE, request.transactionId(),
                    List.of(new StunAttribute.XorMappedAddress(mapped))));
        });
        Lab.Node alice = node("192.0.2.1:1000", 1, (event, view, actions) -> {
            heard.add(event);
            switch (event) {
                case PunchEvent.Wanted _ -> {
                    actions.openSocket();
                    assertFalse(actions.askStun(FIRST, STUN), "it is not bound yet");
                }
                case PunchEvent.SocketOpened(SocketId socket, int _) -> {
                    int left = view.datagramsLeft();
                    assertTrue(actions.askStun(socket, STUN));
                    assertEquals(left - 1, view.datagramsLeft());
                }
                default -> {
                    // Only listens.
                }
            }
        });
        Lab.Node bob = node("192.0.2.2:2000", 0, (event, view, actions) -> { });
        alice.add(bob, List.of(), List.of());
        lab.run(Duration.ofSeconds(1));
        assertTrue(heard.contains(new PunchEvent.StunAnswered(FIRST, 50_001, STUN, mapped)));
        assertEquals(List.of(alice.address), alice.core.address().directAddresses());
    }

    @Test
    void withOtherLocalAddressesAllAreClosed() {
        Lab.Node bob = node("192.0.2.2:2000", 0, (event, view, actions) -> { });
        Lab.Node alice = node("192.0.2.1:1000", 1, (event, view, actions) -> {
            if (event instanceof PunchEvent.Wanted) {
                actions.openSocket();
            } else if (event instanceof PunchEvent.SocketOpened opened) {
                actions.ping(new PathId.Direct(opened.socket(), bob.address));
            }
        });
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(2));
        assertTrue(alice.isDirectTo(bob));
        alice.moveTo("192.0.2.9:1000");
        assertFalse(alice.core.remote(bob.id()).orElseThrow().selected()
                .filter(new PathId.Direct(FIRST, bob.address)::equals).isPresent());
    }

    private Lab.Node node(String address, int sockets, Act act) {
        PunchBudget budget = new PunchBudget(100, Duration.ofMinutes(1), sockets);
        Lab.Node node = lab.node(address, Lab.withRelay().strategy(new Scripted(act, budget)).build());
        node.start();
        lab.run(Duration.ofMillis(500));
        return node;
    }
}
