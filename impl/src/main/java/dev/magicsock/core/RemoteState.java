package dev.magicsock.core;

import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.DirectPath;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.punch.PunchEvent;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One remote endpoint: its addresses, its paths and the one in use. One method per thing that can happen to it; each
 * leaves the alarm set for what is due next.
 */
final class RemoteState implements PathProbing.Listener, PunchKnowledge.Use {

    /** A remote that nobody added is forgotten after this long without anything from or for it (iroh's rule). */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final EndpointId id;
    private final Context context;
    private final RelayReach reach;
    private final RemotePaths paths;
    private final PathProbing probing;
    private final PathChoice choice;
    private final DataSender sender;
    private final RemoteSockets sockets;
    private final PunchDriver puncher;
    private final RemoteProbes probes;
    private final RelayCheck relayCheck;
    private final Delivery delivery;
    private final Alarm alarm;
    private final Owner owner;
    private boolean added;
    private boolean wanted;
    private boolean heard;
    private boolean initiator;
    private Instant lastUse;
    private Instant lastSent;

    /** Who keeps the remotes. */
    interface Owner {
        /** Nothing happened with this remote for long, and nobody asked for it. */
        void onIdle(RemoteState remote);

        /** It has proven that it answers at an address. */
        void onSourceProven(RemoteState remote, PathId.Direct source, Instant now);

        /** It says that it is at an address, and was asked to prove it. */
        void onSourceClaimed(RemoteState remote, PathId.Direct source, Instant now);

        /** The path in use does not answer: perhaps a NAT has forgotten us, perhaps only a packet was lost. */
        void onSelectedPathDoubted(Instant now);

        /** The application has not used an address under which it met the remote as a stranger for long. */
        void onAliasUnused(InetSocketAddress alias);
    }

    RemoteState(EndpointId id, InetSocketAddress mapped, Context context, Prober prober, Relays relays,
            AddressPolicy policy, Owner owner, Instant now) {
        this.id = id;
        this.context = context;
        this.owner = owner;
        this.lastUse = now;
        this.reach = new RelayReach(id, relays);
        this.paths = new RemotePaths(id, context, policy);
        this.probing = new PathProbing(id, context, prober, paths, this);
        this.choice = new PathChoice(id, context, paths, reach);
        this.sender = new DataSender(id, context, paths, choice, reach);
        this.sockets = new RemoteSockets(id, context, paths, choice, this::onSocketEvent);
        this.puncher = new PunchDriver(id, context, prober, paths, probing, choice, reach, sockets, this);
        this.probes = new RemoteProbes(this, context, prober, paths, probing, choice, puncher, owner);
        this.relayCheck = new RelayCheck(id, prober, reach);
        this.delivery = new Delivery(id, mapped, context.sink());
        this.alarm = new Alarm("remote " + id.toShortString()) {
            @Override
            void ring(Instant at) {
                onDeadline(at);
            }
        };
        rearm();
    }

    EndpointId id() {
        return id;
    }

    /** The address that the application uses for it. */
    InetSocketAddress mapped() {
        return delivery.mapped();
    }

    /** It was met as a stranger: while that address alone is in use, the application hears of it under that address. */
    void onRecognized(InetSocketAddress stranger, Instant now) {
        delivery.adopt(stranger, now);
        context.reporter().report(new Observation.StrangerRecognized(id, stranger));
    }

    /** The application sends to the address that it was given for it. */
    void onMappedUsed(Instant now) {
        delivery.onMappedUsed(now);
    }

    /** The application sends to an address under which it was met as a stranger. */
    void onAliasUsed(InetSocketAddress stranger, Instant now) {
        delivery.onAliasUsed(stranger, now);
    }

    /** When something last came from it or was sent to it by the application. */
    Instant lastUse() {
        return lastUse;
    }

    /** Whether it may be forgotten in favour of another one. */
    boolean isDispensable() {
        return !added && choice.selected().isEmpty();
    }

    RemoteSnapshot snapshot() {
        return sender.snapshot();
    }

    @Override
    public boolean isInitiator() {
        return initiator;
    }

    @Override
    public Instant lastSent() {
        return lastSent;
    }

    // What the user does

    /** The user or discovery names it. */
    void onAdded(EndpointAddr addr, Instant now) {
        added = true;
        initiator |= !heard;
        boolean reachable = reach.give(addr.relayUrls(), now);
        boolean news = paths.learn(addr.directAddresses(), CandidateSource.GIVEN, now);
        if (!wanted) {
            want(now);
        } else if (reachable) {
            relayReady(now);
        } else if (news) {
            puncher.tell(new PunchEvent.CandidatesAdded(), now);
        }
        rearm();
    }

    /** The application sends it a datagram. */
    void send(ByteBuffer payload, int flow, Instant now) {
        lastUse = now;
        lastSent = now;
        if (!wanted) {
            want(now);
            rearm();
        }
        DirectPath used = sender.send(payload, flow, now);
        if (used != null) {
            context.alarms().setNoLaterThan(alarm, used.nextDeadline());
        } else if (sender.nextDeadline() != null) {
            context.alarms().setNoLaterThan(alarm, sender.nextDeadline());
        }
    }

    private void want(Instant now) {
        wanted = true;
        puncher.tell(new PunchEvent.Wanted(), now);
        relayCheck.start(now);
    }

    /** Everything ends; nothing of it remains in the tables of others. */
    void close() {
        for (DirectPath path : paths.all()) {
            context.sockets().release(path);
        }
        sockets.closeAll();
        context.alarms().clear(alarm);
    }

    // What arrives

    /** A datagram for the application arrived by one of its proven paths. */
    void onDirectData(ByteBuffer payload, Instant now) {
        lastUse = now;
        sender.countDirectReceived(payload.remaining());
        delivery.deliver(payload);
    }

    /**
     * A datagram arrived from an address that the user gave for it.
     *
     * @return whether it counts as the remote's, because it never answered a probe and was sent data there
     */
    boolean onGivenData(PathId.Direct source, ByteBuffer payload, Instant now) {
        DirectPath path = paths.find(source);
        if (path == null || !sender.onDataFromGiven(path, now)) {
            return false;
        }
        onDirectData(payload, now);
        return true;
    }

    /** A datagram for the application arrived through a relay, which vouches for the sender. */
    void onRelayedData(RelayLink relay, ByteBuffer payload, Instant now) {
        lastUse = now;
        sender.countRelayReceived(payload.remaining());
        heardThrough(relay, now);
        DirectPath direct = choice.direct();
        if (direct != null && direct.noteActivity()) {
            context.alarms().setNoLaterThan(alarm, direct.nextDeadline());
        }
        delivery.deliver(payload);
    }

    /** An authentic Ping arrived on a socket; {@code bytes} is its UDP payload. */
    void onPing(PathId.Direct path, TransactionId transaction, int bytes, Instant now) {
        onProbe(now);
        probes.onPing(path, transaction, bytes, now);
        rearm();
    }

    /** An authentic Ping arrived through a relay. */
    void onRelayedPing(RelayLink relay, TransactionId transaction, Instant now) {
        onProbe(now);
        heardThrough(relay, now);
        probes.onRelayedPing(relay, transaction, now);
        rearm();
    }

    /** The answer to one of our Pings arrived by the path that it had gone by. */
    void onPong(PendingPings.Ping ping, TransactionId transaction, Optional<InetSocketAddress> seenAs, Instant now) {
        onProbe(now);
        probes.onPong(ping, transaction, seenAs, now);
        rearm();
    }

    /** An answer came from another address than the one asked: a NAT on the way may have changed it. */
    void onPongFromElsewhere(PathId.Direct path, Instant now) {
        probes.onSuggested(path, CandidateSource.OBSERVED, now);
        rearm();
    }

    /** A punch packet that names this remote arrived. It proves nothing. */
    void onPunch(PathId.Direct path, Instant now) {
        context.reporter().report(new Observation.PunchReceived(id, path));
        probes.onSuggested(path, CandidateSource.PUNCH, now);
        rearm();
    }

    /** The remote tells its addresses through a relay. */
    void onCallMeMaybe(RelayLink relay, List<InetSocketAddress> addresses, Instant now) {
        onProbe(now);
        heardThrough(relay, now);
        probes.onCallMeMaybe(relay, addresses, now);
        rearm();
    }

    private void onProbe(Instant now) {
        lastUse = now;
        heard = true;
        sender.onProbe();
    }

    /** Something authentic came from the remote through a relay. */
    void heardThrough(RelayLink relay, Instant now) {
        heard = true;
        if (reach.heard(relay.url(), now)) {
            choice.update("the remote was heard through it");
        }
    }

    /** Another remote says that it is at an address of this one. It may lie, so this one is asked. */
    void onSourceDisputed(DirectPath path) {
        path.pingSoon();
        rearm();
    }

    /** Another remote has proven that it answers at an address of this one. */
    void onSourceTaken(DirectPath path, Instant now) {
        onGivenUp(path, "another endpoint answers there", now);
        rearm();
    }

    // What changes around it

    void onRelayConnected(RelayLink relay, Instant now) {
        if (!wanted || !reach.mayLeadThrough(relay.url())) {
            return;
        }
        relayReady(now);
        rearm();
    }

    private void relayReady(Instant now) {
        relayCheck.start(now);
        puncher.tell(new PunchEvent.RelayConnected(), now);
    }

    void onRelayLost(RelayLink relay, String reason, Instant now) {
        if (reach.lost(relay.url())) {
            choice.update("relay lost: " + reason);
        }
        if (wanted) {
            relayCheck.start(now);
        }
        rearm();
    }

    /** Sockets came or went: paths end and begin, and what remains has to answer again. */
    void onSocketsChanged(Set<SocketId> gone, Instant now) {
        boolean hadDirect = paths.hasValidated();
        paths.onSocketsChanged(gone);
        puncher.forgetObserved();
        choice.update("its socket is gone");
        onCutOff("sockets changed", now);
        if (hadDirect && !paths.hasValidated()) {
            puncher.tell(new PunchEvent.DirectPathLost(), now);
            rearm();
        }
    }

    /** Something happened after which no path can be trusted without a new answer. */
    void onCutOff(String reason, Instant now) {
        for (DirectPath path : paths.all()) {
            path.distrust(now);
            if (path == choice.direct()) {
                context.reporter().report(new Observation.PathDoubted(id, path.id(), reason));
            }
        }
        probing.tick(now);
        if (wanted) {
            relayCheck.start(now);
            puncher.tell(new PunchEvent.OwnAddressesChanged(), now);
        }
        rearm();
    }

    private void onSocketEvent(PunchEvent event, Instant now) {
        puncher.tell(event, now);
        rearm();
    }

    void onOwnAddressesChanged(Instant now) {
        if (!wanted) {
            return;
        }
        puncher.tell(new PunchEvent.OwnAddressesChanged(), now);
        rearm();
    }

    // Time

    private void onDeadline(Instant now) {
        if (!added && !now.isBefore(lastUse.plus(IDLE))) {
            owner.onIdle(this);
            return;
        }
        InetSocketAddress unused = delivery.endUnusedAlias(now);
        if (unused != null) {
            owner.onAliasUnused(unused);
        }
        sender.onTime(now);
        probing.tick(now);
        puncher.tell(new PunchEvent.DeadlineReached(), now);
        relayCheck.onTime(now);
        rearm();
    }

    private void rearm() {
        Instant next = earlier(earlier(paths.nextDeadline(), puncher.nextDeadline()),
                earlier(relayCheck.nextDeadline(), sender.nextDeadline()));
        context.alarms().set(alarm, added ? next : earlier(next, lastUse.plus(IDLE)));
    }

    private static Instant earlier(Instant a, Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return b.isBefore(a) ? b : a;
    }

    // What its paths tell

    @Override
    public void onDoubted(DirectPath path, Instant now) {
        if (path == choice.direct()) {
            owner.onSelectedPathDoubted(now);
            context.reporter().report(new Observation.PathDoubted(id, path.id(), path.doubtReason()));
        }
        choice.update(path.doubtReason());
    }

    @Override
    public void onGivenUp(DirectPath path, String reason, Instant now) {
        path.giveUp();
        context.sockets().release(path);
        context.reporter().report(new Observation.PathGivenUp(id, path.id(), reason));
        choice.update(reason);
        sockets.onGivenUp(path);
        if (!paths.hasValidated()) {
            puncher.tell(new PunchEvent.DirectPathLost(), now);
        }
    }
}
