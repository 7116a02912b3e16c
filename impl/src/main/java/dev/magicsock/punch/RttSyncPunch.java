package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Simultaneous opening as in libp2p's DCUtR: both sides tell their addresses, one says "now" and waits for half a round
 * trip through the relay, so that both begin at the same moment; three attempts, then none until something changes.
 *
 * <p>All three messages are CallMeMaybes. The side with the greater EndpointId coordinates, so that it is clear even
 * where both dialled. The first call of the other side is an invitation. Whoever hears a call out of turn takes it for
 * the first of an exchange; what this gets wrong costs an attempt at most.
 */
public record RttSyncPunch() implements PunchStrategy {

    /** As many as libp2p makes. */
    private static final int ATTEMPTS_MAX = 3;

    /** How long an answer to a call may take, and how long an attempt goes on. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Bounds of the random pauses between the packets of an attempt. */
    private static final Duration PAUSE_MIN = Duration.ofMillis(10);
    private static final Duration PAUSE_MAX = Duration.ofMillis(200);

    @Override
    public String name() {
        return "rtt-sync";
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new Exchange(random);
    }

    private enum Step {
        /** Nothing is going on. */
        IDLE,
        /** The addresses are told, and the other side's answer, or its "now", is awaited. */
        CONNECTING,
        /** "Now" is said; it has not arrived yet. */
        SYNCHRONIZING,
        /** Both sides send. */
        PUNCHING
    }

    private static final class Exchange implements Puncher {

        private final RandomGenerator random;
        private Step step = Step.IDLE;
        private Instant stepBegan;
        private Instant stepEnds;
        private Instant nextPing;
        private int attempts;

        Exchange(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            switch (event) {
                case PunchEvent.Wanted _, PunchEvent.RelayConnected _, PunchEvent.OwnAddressesChanged _,
                        PunchEvent.DirectPathLost _ -> {
                    attempts = 0;
                    connect(view, actions, now);
                }
                case PunchEvent.CallMeMaybeReceived called -> onCalled(called.isNews(), view, actions, now);
                case PunchEvent.DirectPathFound _ -> enter(Step.IDLE, null, now);
                case PunchEvent.DeadlineReached _ -> onDeadline(view, actions, now);
                case PunchEvent.CandidatesAdded _, PunchEvent.RelayMeasured _, PunchEvent.PingReceived _,
                        PunchEvent.PongReceived _, PunchEvent.OfSocket _ -> {
                    // Only the exchange says when.
                }
            }
        }

        private static boolean coordinates(PunchView view) {
            return view.self().compareTo(view.remote()) > 0;
        }

        private void connect(PunchView view, PunchActions actions, Instant now) {
            if (!view.hasDirectPath() && attempts < ATTEMPTS_MAX && actions.callMeMaybe()) {
                if (coordinates(view)) {
                    attempts++;
                    enter(Step.CONNECTING, now.plus(PATIENCE), now);
                }
            }
        }

        private void onCalled(boolean isNews, PunchView view, PunchActions actions, Instant now) {
            attempts = isNews ? 0 : attempts;
            if (view.hasDirectPath()) {
                return;
            }
            switch (step) {
                case IDLE -> answer(view, actions, now);
                case CONNECTING -> {
                    if (coordinates(view)) {
                        synchronize(view, actions, now);
                    } else {
                        punch(view, actions, now);
                    }
                }
                case SYNCHRONIZING, PUNCHING -> {
                    // An answer that took longer than an attempt.
                }
            }
        }

        private void answer(PunchView view, PunchActions actions, Instant now) {
            if (coordinates(view)) {
                connect(view, actions, now);
            } else if (actions.callMeMaybe()) {
                enter(Step.CONNECTING, now.plus(PATIENCE), now);
            }
        }

        /** What Pings through the relay measured is better than the exchange, whose messages may have crossed. */
        private void synchronize(PunchView view, PunchActions actions, Instant now) {
            Duration roundTrip = view.relayRoundTrip().orElse(Duration.between(stepBegan, now));
            if (actions.callMeMaybe()) {
                enter(Step.SYNCHRONIZING, now.plus(roundTrip.dividedBy(2)), now);
            } else {
                enter(Step.IDLE, null, now);
            }
        }

        private void punch(PunchView view, PunchActions actions, Instant now) {
            enter(Step.PUNCHING, now.plus(PATIENCE), now);
            pingAll(view, actions, now);
        }

        private void pingAll(PunchView view, PunchActions actions, Instant now) {
            nextPing = now.plusNanos(random.nextLong(PAUSE_MIN.toNanos(), PAUSE_MAX.toNanos()));
            for (RemotePath path : view.paths()) {
                if (path.isNamed()) {
                    actions.ping(path.id());
                }
            }
        }

        private void onDeadline(PunchView view, PunchActions actions, Instant now) {
            if (Instants.hasCome(stepEnds, now)) {
                onStepOver(view, actions, now);
            } else if (Instants.hasCome(nextPing, now)) {
                pingAll(view, actions, now);
            }
        }

        private void onStepOver(PunchView view, PunchActions actions, Instant now) {
            switch (step) {
                case SYNCHRONIZING -> punch(view, actions, now);
                case CONNECTING, PUNCHING -> {
                    enter(Step.IDLE, null, now);
                    if (coordinates(view)) {
                        connect(view, actions, now);
                    }
                }
                case IDLE -> {
                    // It has no end.
                }
            }
        }

        private void enter(Step next, Instant ends, Instant now) {
            step = next;
            stepBegan = now;
            stepEnds = ends;
            nextPing = null;
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return Instants.earliest("synchronized punch", stepEnds, nextPing);
        }
    }
}
