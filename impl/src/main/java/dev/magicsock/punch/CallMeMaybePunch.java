package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The signalled strategy: tell the remote our addresses through the relay and ping all of its addresses at the same
 * moment; on hearing the remote's, ping them and tell ours.
 *
 * <p>Both NATs are open after one relay round trip, so a direct path is there one direct round trip later. While there
 * is none, rounds repeat: a few in the first seconds, because the remote may only just be connecting to its relay, then
 * rarely, because NATs that cannot be punched stay so.
 */
public record CallMeMaybePunch() implements PunchStrategy {

    /** Pauses between rounds; the last one repeats. The sum of the first four is about the length of a probe series. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMillis(300), Duration.ofMillis(700), Duration.ofMillis(1500), Duration.ofMillis(2500),
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40),
            Duration.ofSeconds(60));

    /** How often a better path than the present one is looked for (iroh's upgrade check). */
    private static final Duration UPGRADE_INTERVAL = Duration.ofSeconds(60);

    /**
     * Answers to the remote's CallMeMaybe that may follow each other; keeps two sides from answering answers for ever.
     */
    private static final int ANSWERS_MAX = 3;

    /** After this long another answer is allowed; iroh's minimum time between hole punching rounds. */
    private static final Duration ANSWER_REFILL = Duration.ofSeconds(5);

    /** What crossed on the way needs no answer: the remote has ours. */
    private static final Duration JUST_SENT = Duration.ofMillis(100);

    @Override
    public String name() {
        return "call-me-maybe";
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new Rounds();
    }

    private static final class Rounds implements Puncher {

        private int round;
        private Instant next;
        private boolean direct;
        private Instant lastSent;
        private int answers = ANSWERS_MAX;
        private Instant answersRefilled = Instant.MIN;

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            switch (event) {
                case PunchEvent.Wanted _, PunchEvent.RelayConnected _, PunchEvent.OwnAddressesChanged _ ->
                        restart(actions, now);
                case PunchEvent.CandidatesAdded _ -> actions.probeAll();
                case PunchEvent.CallMeMaybeReceived _ -> answer(actions, now);
                case PunchEvent.DirectPathFound _ -> {
                    direct = true;
                    next = now.plus(UPGRADE_INTERVAL);
                }
                case PunchEvent.DirectPathLost _ -> {
                    direct = false;
                    restart(actions, now);
                }
                case PunchEvent.DeadlineReached _ -> dueRound(actions, now);
                case PunchEvent.RelayMeasured _, PunchEvent.PingReceived _, PunchEvent.PongReceived _,
                        PunchEvent.OfSocket _ -> {
                    // Rounds go by the clock; what answers is taken further by the paths themselves.
                }
            }
        }

        private void restart(PunchActions actions, Instant now) {
            round = 0;
            round(actions, now);
        }

        private void dueRound(PunchActions actions, Instant now) {
            if (next != null && !now.isBefore(next)) {
                round(actions, now);
            }
        }

        private void round(PunchActions actions, Instant now) {
            callMeMaybe(actions, now);
            actions.probeAll();
            next = now.plus(direct ? UPGRADE_INTERVAL : PAUSES.get(Math.min(round, PAUSES.size() - 1)));
            round++;
        }

        private void answer(PunchActions actions, Instant now) {
            actions.probeAll();
            if (next == null) {
                round = 0;
                next = now.plus(PAUSES.getFirst());
            }
            boolean justSent = lastSent != null && now.isBefore(lastSent.plus(JUST_SENT));
            if (!justSent && takeAnswer(now)) {
                callMeMaybe(actions, now);
            }
        }

        private void callMeMaybe(PunchActions actions, Instant now) {
            if (actions.callMeMaybe()) {
                lastSent = now;
            }
        }

        private boolean takeAnswer(Instant now) {
            if (!now.isBefore(answersRefilled.plus(ANSWER_REFILL))) {
                answersRefilled = now;
                answers = ANSWERS_MAX;
            }
            if (answers == 0) {
                return false;
            }
            answers--;
            return true;
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return Optional.ofNullable(next).map(at -> new Deadline(at, "call-me-maybe round"));
        }
    }
}
