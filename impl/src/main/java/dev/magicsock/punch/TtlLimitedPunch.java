package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Opens the own NAT by packets that die before they reach the remote's, and asks only when the remote's is open too: no
 * NAT ever sees a packet that nobody inside has asked for.
 *
 * <p>That matters where such a packet leaves something behind: Linux gives a flow that came too early from outside no
 * packet of ours with the port that STUN has seen. A packet has to pass as many routers as there are NATs on our side,
 * which nobody tells: the first round allows for one, the next ones for more. For the laboratory alone, because Java's
 * sockets cannot limit the hops of a single datagram.
 */
public record TtlLimitedPunch() implements PunchStrategy {

    /** Routers that an opening packet reaches, in each round: behind one NAT it is dropped by the second. */
    private static final List<Integer> HOP_LIMITS = List.of(2, 3, 4);

    /** Pauses between rounds; the last one repeats. */
    private static final List<Duration> PAUSES = Stream.of(5, 5, 10, 20, 40, 60).map(Duration::ofSeconds).toList();

    /** When the remote is asked, from when its NAT is open. */
    private static final List<Duration> ASKS =
            Stream.of(0, 33, 100, 233, 500, 1000, 2000).map(Duration::ofMillis).toList();

    /** How long a call may take that nobody has measured. */
    private static final Duration ROUND_TRIP_UNKNOWN = Duration.ofMillis(500);

    @Override
    public String name() {
        return "ttl-limited";
    }

    @Override
    public boolean limitsHops() {
        return true;
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new Rounds();
    }

    private static final class Rounds implements Puncher {

        private final PingSeries asks = new PingSeries(ASKS);
        private int round;
        private boolean told;
        private Instant openAt;
        private Instant nextRound;

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            switch (event) {
                case PunchEvent.Wanted _, PunchEvent.RelayConnected _ -> tell(actions, now);
                case PunchEvent.OwnAddressesChanged _, PunchEvent.DirectPathLost _ -> {
                    told = false;
                    round = 0;
                    tell(actions, now);
                }
                case PunchEvent.CallMeMaybeReceived _ -> {
                    tell(actions, now);
                    open(view, actions, now);
                }
                case PunchEvent.PongReceived pong -> asks.onPong(pong.path());
                case PunchEvent.DirectPathFound _ -> {
                    nextRound = null;
                    asks.stop();
                }
                case PunchEvent.DeadlineReached _ -> onDeadline(view, actions, now);
                case PunchEvent.CandidatesAdded _, PunchEvent.RelayMeasured _, PunchEvent.PingReceived _,
                        PunchEvent.OfSocket _ -> {
                    // What was given may be asked only after the remote has opened its NAT: after its call.
                }
            }
        }

        private void tell(PunchActions actions, Instant now) {
            if (!told) {
                told = actions.callMeMaybe();
                nextRound = nextRound == null ? now.plus(PAUSES.getFirst()) : nextRound;
            }
        }

        /** The remote opens its NAT when our call arrives there, at the latest a round trip from now. */
        private void open(PunchView view, PunchActions actions, Instant now) {
            int hopLimit = HOP_LIMITS.get(Math.min(round, HOP_LIMITS.size() - 1));
            view.paths().stream().filter(RemotePath::isNamed).forEach(path -> actions.open(path.id(), hopLimit));
            openAt = now.plus(view.relayRoundTrip().orElse(ROUND_TRIP_UNKNOWN));
        }

        private void onDeadline(PunchView view, PunchActions actions, Instant now) {
            if (Instants.hasCome(nextRound, now)) {
                round++;
                nextRound = view.hasDirectPath() ? null
                        : now.plus(PAUSES.get(Math.min(round, PAUSES.size() - 1)));
                actions.callMeMaybe();
            }
            if (Instants.hasCome(openAt, now)) {
                openAt = null;
                asks.begin(now);
            }
            asks.advance(RemotePath::isNamed, view, actions, now);
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return Instants.earliest("limited punch", asks.next(), openAt, nextRound);
        }
    }
}
