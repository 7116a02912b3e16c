package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Calls and asks at once, but the likely addresses first, and the others only after a head start in which none of the
 * likely ones has answered. Not thread-safe.
 */
final class StaggeredPunch implements Puncher {

    /** When an address is asked: tight within the round trip of the two NATs' opening, then doubling, as iroh does. */
    private static final List<Duration> ASKS =
            Stream.of(0, 33, 100, 233, 500, 1000, 2000, 4000).map(Duration::ofMillis).toList();

    /** Pauses between rounds; the last one repeats. */
    private static final List<Duration> PAUSES =
            Stream.of(5, 10, 20, 40, 60).map(Duration::ofSeconds).toList();

    /** A call that follows one of ours so soon has crossed it. */
    private static final Duration JUST_CALLED = Duration.ofMillis(100);

    private final BiPredicate<RemotePath, PunchView> likely;
    private final Duration headStart;
    private final PingSeries first = new PingSeries(ASKS);
    private final PingSeries second = new PingSeries(ASKS);
    private boolean answered;
    private boolean told;
    private int round;
    private Instant lastCall;
    private Instant secondAt;
    private Instant nextRound;

    /**
     * @param likely    whether an address belongs to those that are asked first
     * @param headStart how long the others wait, beside the time that a call takes through the relay
     */
    StaggeredPunch(BiPredicate<RemotePath, PunchView> likely, Duration headStart) {
        this.likely = likely;
        this.headStart = headStart;
    }

    @Override
    public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
        switch (event) {
            case PunchEvent.Wanted _, PunchEvent.RelayConnected _, PunchEvent.DirectPathLost _ ->
                    restart(view, actions, now);
            case PunchEvent.OwnAddressesChanged _ -> {
                told = false;
                restart(view, actions, now);
            }
            case PunchEvent.CandidatesAdded _ -> ask(view, actions, now);
            case PunchEvent.CallMeMaybeReceived called -> onCalled(called.isNews(), view, actions, now);
            case PunchEvent.PongReceived pong -> onPong(pong, view);
            case PunchEvent.DirectPathFound _ -> {
                nextRound = null;
                secondAt = null;
                second.stop();
            }
            case PunchEvent.DeadlineReached _ -> onDeadline(view, actions, now);
            case PunchEvent.RelayMeasured _, PunchEvent.PingReceived _, PunchEvent.OfSocket _ -> {
                // Nothing to do about it.
            }
        }
    }

    private void restart(PunchView view, PunchActions actions, Instant now) {
        round = 0;
        round(view, actions, now);
    }

    private void round(PunchView view, PunchActions actions, Instant now) {
        nextRound = view.hasDirectPath() ? null : now.plus(PAUSES.get(Math.min(round, PAUSES.size() - 1)));
        round++;
        call(actions, now);
        ask(view, actions, now);
    }

    private void call(PunchActions actions, Instant now) {
        if (actions.callMeMaybe()) {
            told = true;
            lastCall = now;
        }
    }

    /** The caller asks by now, so we do; it learns our addresses if it has not got them. */
    private void onCalled(boolean isNews, PunchView view, PunchActions actions, Instant now) {
        boolean justCalled = lastCall != null && now.isBefore(lastCall.plus(JUST_CALLED));
        if (!told || isNews && !justCalled) {
            call(actions, now);
        }
        if (nextRound == null && !view.hasDirectPath()) {
            nextRound = now.plus(PAUSES.getFirst());
        }
        ask(view, actions, now);
    }

    private void ask(PunchView view, PunchActions actions, Instant now) {
        answered = false;
        second.stop();
        first.begin(now);
        secondAt = view.hasDirectPath() ? null : now.plus(wait(view));
        advance(view, actions, now);
    }

    private Duration wait(PunchView view) {
        boolean anyLikely = view.paths().stream().anyMatch(path -> likely.test(path, view));
        return anyLikely ? headStart.plus(view.relayRoundTrip().orElse(Duration.ZERO)) : Duration.ZERO;
    }

    private void onPong(PunchEvent.PongReceived pong, PunchView view) {
        first.onPong(pong.path());
        second.onPong(pong.path());
        answered |= view.paths().stream().anyMatch(path -> path.id().equals(pong.path()) && likely.test(path, view));
    }

    private void onDeadline(PunchView view, PunchActions actions, Instant now) {
        if (Instants.hasCome(nextRound, now)) {
            round(view, actions, now);
        }
        advance(view, actions, now);
    }

    private void advance(PunchView view, PunchActions actions, Instant now) {
        first.advance(path -> likely.test(path, view), view, actions, now);
        if (Instants.hasCome(secondAt, now)) {
            secondAt = null;
            // What answers and yet becomes no path holds the others back in the first round only.
            if (!answered || round > 1) {
                second.begin(now);
            }
        }
        second.advance(path -> !likely.test(path, view), view, actions, now);
    }

    @Override
    public Optional<Deadline> nextDeadline() {
        return Instants.earliest("staggered punch", first.next(), second.next(), secondAt, nextRound);
    }
}
