package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.Candidate;
import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.DirectPath;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PathState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends the application's datagrams to one remote: by the selected direct path; through the relay too while that is in
 * doubt; through the relay alone while there is none. Counts everything.
 */
final class DataSender {

    private final EndpointId remote;
    private final Context context;
    private final RemotePaths paths;
    private final PathChoice choice;
    private final RelayReach reach;
    private final UnprobedPeer unprobed;
    private final HoldBack holdBack = new HoldBack();
    /** The direct path that the last datagram was for; null if the relay carried it, or there was none. */
    private DirectPath lastAlone;
    private long directBytesSent;
    private long relayBytesSent;
    private long directBytesReceived;
    private long relayBytesReceived;
    private long duplicatesSent;

    DataSender(EndpointId remote, Context context, RemotePaths paths, PathChoice choice, RelayReach reach) {
        this.remote = remote;
        this.context = context;
        this.paths = paths;
        this.choice = choice;
        this.reach = reach;
        UnprovenRemotes rule = context.config().strategy().usesDirectPaths()
                ? context.config().unprovenRemotes() : UnprovenRemotes.SEND_TO_RELAY_ONLY;
        this.unprobed = new UnprobedPeer(rule, context.config().timing().giveUp());
    }

    /** Sends one datagram. Returns the path whose next deadline may have moved; null if there is none. */
    DirectPath send(ByteBuffer payload, int flow, Instant now) {
        DirectPath path = choice.carrier(flow);
        if (path != null && path != lastAlone) {
            onSwitch(path, now);
        }
        if (holdBack.until() != null) {
            if (path != null && holdBack.keep(payload, flow, now)) {
                return null;
            }
            release(now);
        }
        return sendNow(path, payload, now);
    }

    /** Between paths that carry flows side by side there is no order to keep, and what a path in doubt had is lost. */
    private void onSwitch(DirectPath path, Instant now) {
        if (lastAlone == null) {
            holdBack.onSwitch(choice.relayRoundTrip(), path.roundTrip(), now);
        } else if (!choice.isSpread() && !lastAlone.isDoubted()) {
            holdBack.onSwitch(lastAlone.roundTrip(), path.roundTrip(), now);
        }
        lastAlone = path;
    }

    /** When {@link #onTime} is wanted; null if it is not. */
    Instant nextDeadline() {
        return holdBack.until();
    }

    /** Sends what was held back for long enough. */
    void onTime(Instant now) {
        if (holdBack.until() != null && !now.isBefore(holdBack.until())) {
            release(now);
        }
    }

    private void release(Instant now) {
        for (HoldBack.Held held : holdBack.end()) {
            sendNow(choice.carrier(held.flow()), held.payload(), now);
        }
    }

    private DirectPath sendNow(DirectPath path, ByteBuffer payload, Instant now) {
        if (path == null) {
            sendWithoutPath(payload, now);
            return null;
        }
        sendDirect(path, payload);
        holdBack.onSent(now);
        if (path.isDoubted()) {
            joinRelay(path, payload, now);
        }
        return path.onDataSent(payload.remaining()) ? path : null;
    }

    private void joinRelay(DirectPath path, ByteBuffer payload, Instant now) {
        RelayLink relay = reach.best(now);
        if (relay != null) {
            sendRelayed(relay, payload, now);
            duplicated(path.id(), new PathId.Relayed(relay.url()), payload);
        }
    }

    private void sendWithoutPath(ByteBuffer payload, Instant now) {
        PathId first = null;
        RelayLink relay = unprobed.hasAnswered() ? null : reach.best(now);
        if (relay != null) {
            sendRelayed(relay, payload, now);
            holdBack.onSent(now);
            lastAlone = null;
            first = new PathId.Relayed(relay.url());
        }
        if (unprobed.isOn()) {
            first = sendToGiven(first, payload, now);
        }
        if (first == null && !sendReachable(payload)) {
            context.reporter().dropped(remote, DropReason.NO_PATH, payload.remaining());
        }
    }

    /** Sends to what the user or discovery gave, or to the one address of it that has answered. */
    private PathId sendToGiven(PathId before, ByteBuffer payload, Instant now) {
        DirectPath answered = unprobed.servingPath(now);
        if (answered != null) {
            sendDirect(answered, payload);
            return answered.id();
        }
        PathId first = before;
        for (Candidate candidate : paths.candidates()) {
            if (candidate.source() == CandidateSource.GIVEN && !candidate.paths().isEmpty()) {
                DirectPath path = candidate.paths().getFirst();
                sendDirect(path, payload);
                if (first != null) {
                    duplicated(first, path.id(), payload);
                }
                first = first == null ? path.id() : first;
            }
        }
        return first;
    }

    /** Without any relay, a path that is only proven for small datagrams is better than none; it is never selected. */
    private boolean sendReachable(ByteBuffer payload) {
        for (DirectPath path : paths.all()) {
            if (path.state() == PathState.REACHABLE) {
                sendDirect(path, payload);
                return true;
            }
        }
        return false;
    }

    private void sendDirect(DirectPath path, ByteBuffer payload) {
        directBytesSent += payload.remaining();
        PathId.Direct id = path.id();
        context.sink().sendDatagram(id.socket(), id.remote(), payload);
    }

    private void sendRelayed(RelayLink relay, ByteBuffer payload, Instant now) {
        relayBytesSent += payload.remaining();
        relay.sendDatagram(remote, payload, now);
    }

    private void duplicated(PathId first, PathId second, ByteBuffer payload) {
        duplicatesSent++;
        if (context.reporter().listens()) {
            context.reporter().report(new Observation.DuplicateSent(remote, first, second, payload.remaining()));
        }
    }

    /** The remote answers probes: nothing is sent on suspicion any more. */
    void onProbe() {
        unprobed.onProbe();
    }

    /** A datagram came from an address that the user or discovery gave. Returns whether it counts as the remote's. */
    boolean onDataFromGiven(DirectPath path, Instant now) {
        return unprobed.onDataFrom(path, now);
    }

    void countDirectReceived(int bytes) {
        directBytesReceived += bytes;
    }

    void countRelayReceived(int bytes) {
        relayBytesReceived += bytes;
        unprobed.onRelayedData();
    }

    RemoteSnapshot snapshot() {
        Optional<PathId> selected = choice.selected();
        boolean inDoubt = choice.direct() != null && choice.direct().isDoubted();
        return new RemoteSnapshot(remote, selected, inDoubt, choice.snapshots(), directBytesSent, relayBytesSent,
                directBytesReceived, relayBytesReceived, duplicatesSent);
    }
}
