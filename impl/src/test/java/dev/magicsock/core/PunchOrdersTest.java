package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.punch.LocalCandidate;
import dev.magicsock.punch.PunchActions;
import dev.magicsock.punch.PunchBudget;
import dev.magicsock.punch.PunchEvent;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.PunchView;
import dev.magicsock.punch.Puncher;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a strategy sees of a whole MagicSock, and what becomes of its orders. */
class PunchOrdersTest {

    private static final SocketId SOCKET = new SocketId(1);

    private final Lab lab = new Lab(1);

    /** Does one thing whenever anything happens, and remembers what it heard and saw. */
    private static class Scripted implements PunchStrategy, Puncher {

        final List<PunchEvent> heard = new ArrayList<>();
        private final Act act;
        private final PunchBudget budget;

        interface Act {
            void on(PunchEvent event, PunchView view, PunchActions actions);
        }

        Scripted(PunchBudget budget, Act act) {
            this.budget = budget;
            this.act = act;
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public PunchBudget budget() {
            return budget;
        }

        @Override
        public Puncher forRemote(RandomGenerator random) {
            return this;
        }

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            heard.add(event);
            act.on(event, view, actions);
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return Optional.empty();
        }
    }

    @Test
    void anAddressThatNobodyNamedBecomesAPathWhenItAnswers() {
        PathId.Direct guess = to("192.0.2.2:2000");
        Scripted guesses = new Scripted(PunchBudget.DEFAULT, (event, view, actions) -> {
            if (event instanceof PunchEvent.Wanted) {
                assertEquals(List.of(), view.paths());
                assertTrue(actions.ping(guess));
            }
        });
        Lab.Node alice = node("192.0.2.1:1000", guesses);
        Lab.Node bob = node("192.0.2.2:2000", new Scripted(PunchBudget.DEFAULT, (event, view, actions) -> { }));
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(2));
        assertTrue(alice.isDirectTo(bob));
        assertTrue(guesses.heard.contains(new PunchEvent.PongReceived(guess, lab.latency.multipliedBy(2))));
        assertTrue(guesses.heard.contains(new PunchEvent.DirectPathFound()));
    }

    @Test
    void moreThanTheBudgetIsNotSentAndTheNextWindowAllowsAsMuchAgain() {
        PunchBudget three = new PunchBudget(3, Duration.ofSeconds(1));
        List<Boolean> sent = new ArrayList<>();
        Scripted eager = new Scripted(three, (event, view, actions) -> {
            if (event instanceof PunchEvent.Wanted || event instanceof PunchEvent.CandidatesAdded) {
                for (int port = 1; port <= 4; port++) {
                    assertEquals(Math.max(0, 4 - port), view.datagramsLeft());
                    sent.add(actions.ping(to("198.51.100.9:" + port)));
                }
            }
        });
        Lab.Node alice = node("192.0.2.1:1000", eager);
        Lab.Node bob = node("192.0.2.2:2000", eager);
        alice.add(bob, List.of(), List.of());
        lab.run(Duration.ofSeconds(1));
        alice.add(bob, List.of(), List.of(SocketAddresses.parse("198.51.100.9:9")));
        assertEquals(List.of(true, true, true, false, true, true, true, false), sent);
    }

    @Test
    void nothingIsSentWhereNothingMayBeSent() {
        Scripted careless = new Scripted(PunchBudget.DEFAULT, (event, view, actions) -> {
            assertFalse(actions.ping(to("224.0.0.1:1000")));
            assertFalse(actions.ping(to("0.0.0.0:1000")));
            assertFalse(actions.ping(to("192.0.2.1:1000")));
            assertFalse(actions.ping(to("[2001:db8::1]:1000")));
            assertFalse(actions.ping(new PathId.Direct(new SocketId(77), SocketAddresses.parse("192.0.2.2:2"))));
            assertEquals(PunchBudget.DEFAULT.datagrams(), view.datagramsLeft());
        });
        Lab.Node alice = node("192.0.2.1:1000", careless);
        Lab.Node bob = node("192.0.2.2:2000", careless);
        alice.add(bob, List.of(), List.of());
        assertFalse(careless.heard.isEmpty());
        assertEquals(List.of(), alice.sent);
    }

    @Test
    void aStrategySeesWhoBeganAndWhereItIsItself() {
        List<Boolean> initiator = new ArrayList<>();
        List<LocalCandidate> own = new ArrayList<>();
        Scripted looks = new Scripted(PunchBudget.DEFAULT, (event, view, actions) -> {
            initiator.add(view.isInitiator());
            own.addAll(view.localCandidates());
            actions.callMeMaybe();
        });
        Scripted hears = new Scripted(PunchBudget.DEFAULT, (event, view, actions) -> initiator.add(view.isInitiator()));
        Lab.Node alice = node("192.0.2.1:1000", looks);
        Lab.Node bob = node("192.0.2.2:2000", hears);
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(1));
        assertTrue(initiator.containsAll(List.of(true, false)));
        assertEquals(new LocalCandidate(alice.address, LocalCandidate.Kind.HOST), own.getFirst());
        assertTrue(hears.heard.contains(new PunchEvent.CallMeMaybeReceived(List.of(alice.address), true)));
    }

    @Test
    void onlyAStrategyThatSaysSoSendsWithAHopLimit() {
        List<Boolean> sent = new ArrayList<>();
        Scripted.Act opens = (event, view, actions) -> sent.add(actions.open(to("192.0.2.9:9"), 2));
        Lab.Node alice = node("192.0.2.1:1000", new Scripted(PunchBudget.DEFAULT, opens));
        Lab.Node bob = node("192.0.2.2:2000", new Scripted(PunchBudget.DEFAULT, opens) {
            @Override
            public boolean limitsHops() {
                return true;
            }
        });
        alice.add(bob, List.of(), List.of());
        assertEquals(List.of(false), sent);
        bob.add(alice, List.of(), List.of());
        assertEquals(List.of(false, true), sent);
        assertEquals(List.of(2), bob.limited.stream().map(MagicSockCommand.SendLimitedDatagram::hopLimit).toList());
        assertEquals(41, bob.limited.getFirst().payload().remaining());
    }

    @Test
    void predictedAddressesGoFirst() {
        InetSocketAddress predicted = SocketAddresses.parse("198.51.100.1:4001");
        Scripted predicts = new Scripted(PunchBudget.DEFAULT,
                (event, view, actions) -> actions.callMeMaybe(List.of(predicted)));
        Scripted hears = new Scripted(PunchBudget.DEFAULT, (event, view, actions) -> { });
        Lab.Node alice = node("192.0.2.1:1000", predicts);
        Lab.Node bob = node("192.0.2.2:2000", hears);
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(1));
        assertTrue(hears.heard.contains(new PunchEvent.CallMeMaybeReceived(List.of(predicted, alice.address), true)));
    }

    private Lab.Node node(String address, PunchStrategy strategy) {
        Lab.Node node = lab.node(address, Lab.withRelay().strategy(strategy).build());
        node.start();
        lab.run(Duration.ofMillis(500));
        return node;
    }

    private static PathId.Direct to(String address) {
        return new PathId.Direct(SOCKET, SocketAddresses.parse(address));
    }
}
