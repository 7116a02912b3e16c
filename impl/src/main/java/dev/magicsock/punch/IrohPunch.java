package dev.magicsock.punch;

import dev.magicsock.path.PathState;
import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The rounds of iroh 1.0: only the initiator begins them, the other side answers by probing, and what is not new is not
 * tried again within 5 s.
 *
 * <p>A CallMeMaybe of the initiator stands for REACH_OUT, one of the other side for ADD_ADDRESS; a small Ping stands
 * for an off-path PATH_CHALLENGE. Where both sides dialled, both are initiators, and each also answers the other.
 */
public record IrohPunch() implements PunchStrategy {

    /**
     * When an address that does not answer is asked: at most nine times, from a tenth of QUIC's initial round-trip time
     * of 333 ms, doubling, with gaps of at most 2 s.
     */
    private static final List<Duration> TRANSMISSIONS =
            Stream.of(0, 33, 67, 133, 266, 533, 1066, 2131, 4131).map(Duration::ofMillis).toList();

    /** The shortest time between two rounds without a new candidate. */
    private static final Duration ROUND_GAP = Duration.ofSeconds(5);

    /** When to try again after finding that there is no own address to tell. */
    private static final Duration NO_ADDRESS_PAUSE = Duration.ofMillis(100);

    /** How often it is looked whether there is a good direct path. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(60);

    /** A direct path that is no slower is good enough. */
    private static final Duration GOOD_ENOUGH = Duration.ofMillis(10);

    @Override
    public String name() {
        return "iroh-1.0";
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new Rounds();
    }

    private static final class Rounds implements Puncher {

        private final PingSeries probes = new PingSeries(TRANSMISSIONS);
        private boolean news = true;
        private boolean told;
        private Instant lastRound;
        private Instant retry;
        private Instant check;

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            switch (event) {
                case PunchEvent.Wanted _, PunchEvent.RelayConnected _ -> begin(view, actions, now);
                case PunchEvent.OwnAddressesChanged _ -> {
                    news = true;
                    told = false;
                    begin(view, actions, now);
                }
                case PunchEvent.CandidatesAdded _ -> {
                    news = true;
                    begin(view, actions, now);
                }
                case PunchEvent.CallMeMaybeReceived called -> onCalled(called.isNews(), view, actions, now);
                case PunchEvent.PongReceived pong -> probes.onPong(pong.path());
                case PunchEvent.DeadlineReached _ -> onDeadline(view, actions, now);
                case PunchEvent.RelayMeasured _, PunchEvent.PingReceived _, PunchEvent.DirectPathFound _,
                        PunchEvent.DirectPathLost _, PunchEvent.OfSocket _ -> {
                    // No trigger in iroh: a lost path is noticed by the check.
                }
            }
        }

        private void begin(PunchView view, PunchActions actions, Instant now) {
            if (check == null) {
                check = now.plus(CHECK_INTERVAL);
            }
            if (view.isInitiator()) {
                attempt(view, actions, now);
            } else {
                tell(actions);
            }
        }

        /** What the server of iroh does with each of its addresses as soon as it can. */
        private void tell(PunchActions actions) {
            if (!told) {
                told = actions.callMeMaybe();
            }
        }

        private void onCalled(boolean isNews, PunchView view, PunchActions actions, Instant now) {
            if (view.isInitiator() && isNews) {
                news = true;
                attempt(view, actions, now);
                return;
            }
            tell(actions);
            probe(view, actions, now);
        }

        private void attempt(PunchView view, PunchActions actions, Instant now) {
            boolean untold = !told && view.canCall();
            if (view.localCandidates().isEmpty()) {
                retry = now.plus(NO_ADDRESS_PAUSE);
            } else if (!news && !untold && lastRound != null && now.isBefore(lastRound.plus(ROUND_GAP))) {
                retry = lastRound.plus(ROUND_GAP);
            } else if (view.canCall() || !view.paths().isEmpty()) {
                round(view, actions, now);
            }
        }

        private void round(PunchView view, PunchActions actions, Instant now) {
            retry = null;
            lastRound = now;
            news = false;
            told = actions.callMeMaybe();
            probe(view, actions, now);
        }

        private void probe(PunchView view, PunchActions actions, Instant now) {
            probes.begin(now);
            probes.advance(RemotePath::isNamed, view, actions, now);
        }

        private void onDeadline(PunchView view, PunchActions actions, Instant now) {
            probes.advance(RemotePath::isNamed, view, actions, now);
            if (Instants.hasCome(check, now)) {
                check = now.plus(CHECK_INTERVAL);
                if (view.isInitiator() && !hasGoodPath(view)) {
                    attempt(view, actions, now);
                }
            }
            if (Instants.hasCome(retry, now)) {
                retry = null;
                attempt(view, actions, now);
            }
        }

        private static boolean hasGoodPath(PunchView view) {
            return view.paths().stream().anyMatch(path -> path.state() == PathState.VALIDATED
                    && path.roundTrip().filter(time -> time.compareTo(GOOD_ENOUGH) <= 0).isPresent());
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return Instants.earliest("iroh round", probes.next(), retry, check);
        }
    }
}
