package dev.magicsock.punch;

import dev.magicsock.path.PathId;
import dev.magicsock.path.PathState;
import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The timings of Tailscale's magicsock: while the application sends, one look every 3 s; whoever has no good direct
 * path then asks every address once, none twice within 5 s, and calls.
 *
 * <p>Tailscale's coordination server tells each side the other's addresses in advance. Here a CallMeMaybe at the first
 * contact, and after changes, takes its place. Heartbeats on a path that works are the core's, every 5 s unless
 * configured.
 */
public record TailscalePunch() implements PunchStrategy {

    private static final Duration HEARTBEAT = Duration.ofSeconds(3);

    /** No address is asked twice within this time, unless the remote has just called. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(5);

    /** How often something better than a path that is not good enough is looked for. */
    private static final Duration UPGRADE_INTERVAL = Duration.ofSeconds(60);

    /** A direct path that is no slower is good enough. */
    private static final Duration GOOD_ENOUGH = Duration.ofMillis(5);

    /** Without anything from the application for so long nothing is done. */
    private static final Duration SESSION_ACTIVE = Duration.ofSeconds(45);

    @Override
    public String name() {
        return "tailscale";
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new Beats();
    }

    private static final class Beats implements Puncher {

        private final Map<PathId.Direct, Instant> lastPings = new LinkedHashMap<>();
        private Instant wanted;
        private Instant nextBeat;
        private Instant lastFullPing;
        private boolean told;

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            switch (event) {
                case PunchEvent.Wanted _ -> {
                    wanted = now;
                    beat(view, actions, now);
                }
                case PunchEvent.RelayConnected _ -> tell(actions);
                case PunchEvent.OwnAddressesChanged _ -> {
                    told = false;
                    tell(actions);
                }
                case PunchEvent.CallMeMaybeReceived _ -> {
                    tell(actions);
                    lastPings.clear();
                    pingAll(view, actions, now);
                    startBeats(now);
                }
                case PunchEvent.DeadlineReached _ -> {
                    if (Instants.hasCome(nextBeat, now)) {
                        beat(view, actions, now);
                    }
                }
                case PunchEvent.CandidatesAdded _, PunchEvent.RelayMeasured _, PunchEvent.PingReceived _,
                        PunchEvent.PongReceived _, PunchEvent.DirectPathFound _, PunchEvent.DirectPathLost _,
                        PunchEvent.OfSocket _ -> {
                    // The next beat sees what has become of it.
                }
            }
        }

        private void tell(PunchActions actions) {
            if (!told) {
                told = actions.callMeMaybe();
            }
        }

        private void startBeats(Instant now) {
            if (nextBeat == null) {
                nextBeat = now.plus(HEARTBEAT);
            }
        }

        private void beat(PunchView view, PunchActions actions, Instant now) {
            nextBeat = now.plus(HEARTBEAT);
            if (isActive(view, now) && wantsFullPing(view, now)) {
                fullPing(view, actions, now);
            }
        }

        private boolean isActive(PunchView view, Instant now) {
            boolean justWanted = wanted != null && now.isBefore(wanted.plus(SESSION_ACTIVE));
            return justWanted || view.lastSent().filter(at -> now.isBefore(at.plus(SESSION_ACTIVE))).isPresent();
        }

        private boolean wantsFullPing(PunchView view, Instant now) {
            if (lastFullPing == null || !view.hasDirectPath()) {
                return true;
            }
            boolean goodEnough = view.paths().stream().anyMatch(path -> path.state() == PathState.VALIDATED
                    && path.roundTrip().filter(time -> time.compareTo(GOOD_ENOUGH) <= 0).isPresent());
            return !goodEnough && !now.isBefore(lastFullPing.plus(UPGRADE_INTERVAL));
        }

        private void fullPing(PunchView view, PunchActions actions, Instant now) {
            lastFullPing = now;
            if (pingAll(view, actions, now) || view.paths().isEmpty()) {
                told |= actions.callMeMaybe();
            }
        }

        /** Returns whether any was asked. */
        private boolean pingAll(PunchView view, PunchActions actions, Instant now) {
            lastPings.keySet().retainAll(view.paths().stream().map(RemotePath::id).toList());
            boolean any = false;
            for (RemotePath path : view.paths()) {
                Instant last = lastPings.get(path.id());
                boolean due = last == null || !now.isBefore(last.plus(PING_INTERVAL));
                if (due && actions.ping(path.id())) {
                    lastPings.put(path.id(), now);
                    any = true;
                }
            }
            return any;
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return Instants.earliest("heartbeat", nextBeat);
        }
    }
}
