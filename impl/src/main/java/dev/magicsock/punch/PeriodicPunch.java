package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The original strategy: every interval one punch packet to every candidate, without any signalling.
 *
 * <p>The first round comes after a random part of the interval, so that many endpoints that start together do not send
 * together. A Ping goes along with each punch packet. It works when both sides know each other's addresses from
 * discovery; the two rounds need not coincide, since what one side sent keeps its NAT open for the other's round.
 *
 * @param interval time between rounds, longer than zero
 */
public record PeriodicPunch(Duration interval) implements PunchStrategy {

    /** The original's interval: well below the 30 s after which common NATs forget a flow. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);

    public PeriodicPunch {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the punching interval must be longer than zero, not " + interval);
        }
    }

    @Override
    public String name() {
        return "periodic-punch";
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new Rounds(interval, random);
    }

    private static final class Rounds implements Puncher {

        private final Duration interval;
        private final RandomGenerator random;
        private Instant next;
        private boolean direct;

        Rounds(Duration interval, RandomGenerator random) {
            this.interval = interval;
            this.random = random;
        }

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            switch (event) {
                case PunchEvent.Wanted _ -> startIfIdle(now);
                case PunchEvent.DirectPathFound _ -> direct = true;
                case PunchEvent.DirectPathLost _ -> {
                    direct = false;
                    next = now;
                }
                case PunchEvent.DeadlineReached _ -> round(actions, now);
                case PunchEvent.CandidatesAdded _, PunchEvent.RelayConnected _, PunchEvent.RelayMeasured _,
                        PunchEvent.CallMeMaybeReceived _, PunchEvent.OwnAddressesChanged _,
                        PunchEvent.PingReceived _, PunchEvent.PongReceived _, PunchEvent.OfSocket _ -> {
                    // The original knows rounds only.
                }
            }
        }

        private void startIfIdle(Instant now) {
            if (next == null) {
                next = now.plusNanos(random.nextLong(interval.toNanos()));
            }
        }

        private void round(PunchActions actions, Instant now) {
            if (next == null || now.isBefore(next)) {
                return;
            }
            next = now.plus(interval);
            if (!direct) {
                actions.punchAll();
                actions.pingAll();
            }
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return next == null || direct ? Optional.empty() : Optional.of(new Deadline(next, "punch round"));
        }
    }
}
