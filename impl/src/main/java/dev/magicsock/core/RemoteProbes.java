package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.DirectPath;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PongEffect;
import dev.magicsock.punch.PunchEvent;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the probes of one remote, and packets that only claim to be from it, mean for its paths. */
final class RemoteProbes {

    /** Bound on what one remote's Pings make us send: several paths, each asked every few hundred milliseconds. */
    private static final int PONG_BURST = 128;
    private static final int PONGS_PER_SECOND = 400;

    /** Addresses suggested by packets that anybody can forge: more are not asked. */
    private static final int SUGGESTIONS_BURST = 8;
    private static final int SUGGESTIONS_PER_SECOND = 2;

    /** CallMeMaybes that are heeded: some at once, then one every half a second; each may cost 32 series of Pings. */
    private static final int CALLS_BURST = 8;
    private static final int CALLS_PER_SECOND = 2;

    private final RemoteState remote;
    private final EndpointId id;
    private final Context context;
    private final Prober prober;
    private final RemotePaths paths;
    private final PathProbing probing;
    private final PathChoice choice;
    private final PunchDriver puncher;
    private final RemoteState.Owner owner;
    private final TokenBucket pongs = new TokenBucket(PONG_BURST, PONGS_PER_SECOND);
    private final TokenBucket suggestions = new TokenBucket(SUGGESTIONS_BURST, SUGGESTIONS_PER_SECOND);
    private final TokenBucket calls = new TokenBucket(CALLS_BURST, CALLS_PER_SECOND);

    RemoteProbes(RemoteState remote, Context context, Prober prober, RemotePaths paths, PathProbing probing,
            PathChoice choice, PunchDriver puncher, RemoteState.Owner owner) {
        this.remote = remote;
        this.id = remote.id();
        this.context = context;
        this.prober = prober;
        this.paths = paths;
        this.probing = probing;
        this.choice = choice;
        this.puncher = puncher;
        this.owner = owner;
    }

    /** An authentic Ping is answered where it came from, and that address is asked in turn. */
    void onPing(PathId.Direct source, TransactionId transaction, int bytes, Instant now) {
        if (!pongs.take(now)) {
            context.reporter().dropped(id, DropReason.RATE_LIMITED, bytes);
            return;
        }
        DirectPath path = paths.pathTo(source, CandidateSource.OBSERVED, now);
        prober.sendPong(id, source, transaction);
        if (path != null) {
            path.onPingReceived(bytes, now);
            probing.tick(now);
            owner.onSourceClaimed(remote, source, now);
            puncher.tell(new PunchEvent.PingReceived(source), now);
        }
    }

    void onRelayedPing(RelayLink relay, TransactionId transaction, Instant now) {
        if (pongs.take(now)) {
            prober.sendRelayPong(id, relay, transaction, now);
        } else {
            context.reporter().dropped(id, DropReason.RATE_LIMITED, 0);
        }
    }

    /** The answer to one of our Pings arrived by the path that it had gone by. */
    void onPong(PendingPings.Ping ping, TransactionId transaction, Optional<InetSocketAddress> seenAs, Instant now) {
        if (context.reporter().listens()) {
            context.reporter().report(new Observation.PongReceived(id, ping.path(), transaction.toString(),
                    Duration.between(ping.sentAt(), now), seenAs));
        }
        seenAs.ifPresent(puncher::noteObserved);
        switch (ping.path()) {
            case PathId.Direct direct -> {
                DirectPath path = paths.answeredAt(direct, now);
                if (path != null) {
                    onPong(path, ping, now);
                    puncher.tell(new PunchEvent.PongReceived(direct, Duration.between(ping.sentAt(), now)), now);
                }
            }
            case PathId.Relayed(var relay) -> {
                choice.onRelayMeasured(relay, Duration.between(ping.sentAt(), now));
                puncher.tell(new PunchEvent.RelayMeasured(), now);
            }
        }
    }

    private void onPong(DirectPath path, PendingPings.Ping ping, Instant now) {
        boolean hadDirect = paths.hasValidated();
        PongEffect effect = path.onPong(ping.bytes(), ping.sentAt(), now);
        switch (effect) {
            case BECAME_REACHABLE -> {
                claim(path, now);
                context.reporter().report(new Observation.PathReachable(id, path.id(), path.roundTrip()));
            }
            case BECAME_VALIDATED -> {
                claim(path, now);
                context.reporter().report(
                        new Observation.PathValidated(id, path.id(), path.roundTrip(), path.provenBytes()));
                choice.update("a full-size ping was answered");
                if (!hadDirect) {
                    puncher.tell(new PunchEvent.DirectPathFound(), now);
                }
            }
            case BECAME_TRUSTED -> {
                if (path == choice.direct()) {
                    context.reporter().report(new Observation.PathTrusted(id, path.id()));
                }
                choice.update("it answers again");
            }
            case NONE -> choice.update("round-trip times changed");
        }
        probing.tick(now);
    }

    /** Datagrams from there are this remote's from now on, and nobody else's. */
    private void claim(DirectPath path, Instant now) {
        owner.onSourceProven(remote, path.id(), now);
        Sockets.Owner before = context.sockets().claim(remote, path);
        if (before != null && before.remote() != remote) {
            before.remote().onSourceTaken(before.path(), now);
        }
    }

    /** A packet that may be forged suggests that the remote is there: worth a few probes, and never more. */
    void onSuggested(PathId.Direct source, CandidateSource by, Instant now) {
        DirectPath path = paths.pathTo(source, by, now);
        if (path != null && suggestions.take(now)) {
            probing.verify(path, now);
        }
    }

    /** The remote told its addresses through a relay. */
    void onCallMeMaybe(RelayLink relay, List<InetSocketAddress> addresses, Instant now) {
        if (!calls.take(now)) {
            context.reporter().dropped(id, DropReason.RATE_LIMITED, 0);
            return;
        }
        context.reporter().report(new Observation.CallMeMaybeReceived(id, relay.url(), addresses));
        boolean isNews = paths.learn(addresses, CandidateSource.CALL_ME_MAYBE, now);
        puncher.tell(new PunchEvent.CallMeMaybeReceived(addresses, isNews), now);
    }
}
