package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.mapped.MappedAddresses;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.probe.ObservedSource;
import dev.magicsock.probe.ProbeMessage;
import dev.magicsock.punch.PunchPacket;
import dev.magicsock.wire.Demultiplexer;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** Takes what arrives over UDP and through relays to whom it concerns, or drops it by name. */
final class DatagramReceiver {

    /**
     * Key agreements for senders that are not known: each costs about as much as two signatures, a fraction of a
     * millisecond, so a flood takes a few hundredths of a core. The burst lets 500 remotes come at once.
     */
    private static final int UNKNOWN_BURST = 512;
    private static final int UNKNOWN_PER_SECOND = 128;

    private final Context context;
    private final Prober prober;
    private final RemoteTable remotes;
    private final AddressDiscovery discovery;
    private final WaitingRoom waiting;
    private final WaitingRoom.Exit strangers;
    private final TokenBucket unknownSenders = new TokenBucket(UNKNOWN_BURST, UNKNOWN_PER_SECOND);

    DatagramReceiver(Context context, Prober prober, RemoteTable remotes, AddressDiscovery discovery,
            WaitingRoom waiting, WaitingRoom.Exit strangers) {
        this.context = context;
        this.prober = prober;
        this.remotes = remotes;
        this.discovery = discovery;
        this.waiting = waiting;
        this.strangers = strangers;
    }

    // UDP

    void onDatagram(SocketId socketId, InetSocketAddress source, ByteBuffer payload, Instant now) {
        Sockets.Socket socket = context.sockets().find(socketId);
        if (socket == null) {
            context.reporter().dropped(DropReason.UNKNOWN_SOCKET, payload.remaining());
            return;
        }
        Sockets.Owner owner = socket.ownerOf(source);
        // A proven source came past this before; to look at it again would copy its address with every datagram.
        if (owner == null && MappedAddresses.isMapped(source.getAddress())) {
            context.reporter().dropped(DropReason.MAPPED_SOURCE, payload.remaining());
            return;
        }
        switch (Demultiplexer.classify(payload)) {
            case QUIC -> onData(socket, owner, source, payload, now);
            case PROBE -> onProbe(socketId, source, payload, now);
            case PUNCH -> onPunch(socketId, source, payload, now);
            case STUN -> discovery.onMessage(socketId, source, payload, now);
            case UNKNOWN -> context.reporter().dropped(DropReason.UNKNOWN_PROTOCOL, payload.remaining());
        }
    }

    private void onData(Sockets.Socket socket, Sockets.Owner owner, InetSocketAddress source, ByteBuffer payload,
            Instant now) {
        if (!context.config().strategy().usesDirectPaths()) {
            context.reporter().dropped(DropReason.DIRECT_DISABLED, payload.remaining());
            return;
        }
        if (owner != null) {
            owner.remote().onDirectData(payload, now);
            return;
        }
        PathId.Direct path = new PathId.Direct(socket.local().id(), source);
        if (!onGivenData(path, payload, now)) {
            onUnproven(path, payload);
        }
    }

    /**
     * Without probes nothing here tells which of the remotes that are said to be there has sent it. QUIC can tell, so
     * each gets it: whoever dialled an address under a wrong identity could not reach the right one otherwise.
     */
    private boolean onGivenData(PathId.Direct path, ByteBuffer payload, Instant now) {
        boolean taken = false;
        for (RemoteState remote : remotes.findGiven(path.remote())) {
            taken |= remote.onGivenData(path, payload.duplicate(), now);
        }
        return taken;
    }

    private void onUnproven(PathId.Direct source, ByteBuffer payload) {
        if (!waiting.hold(source, payload)) {
            strangers.onUnproven(source, payload);
        }
    }

    private void onProbe(SocketId socket, InetSocketAddress source, ByteBuffer payload, Instant now) {
        if (!context.config().strategy().usesDirectPaths()) {
            context.reporter().dropped(DropReason.DIRECT_DISABLED, payload.remaining());
            return;
        }
        Optional<EndpointId> claimed = prober.senderOf(payload);
        if (claimed.isEmpty() || claimed.get().equals(context.self())) {
            context.reporter().dropped(DropReason.INVALID_PROBE, payload.remaining());
            return;
        }
        EndpointId sender = claimed.get();
        if (context.extraSockets().isForAnother(socket, sender)) {
            context.reporter().dropped(sender, DropReason.UNKNOWN_SOCKET, payload.remaining());
            return;
        }
        if (!mayOpen(sender, now)) {
            context.reporter().dropped(DropReason.RATE_LIMITED, payload.remaining());
            return;
        }
        Optional<ProbeMessage> message = prober.open(sender, payload);
        if (message.isEmpty()) {
            context.reporter().dropped(sender, DropReason.INVALID_PROBE, payload.remaining());
            return;
        }
        switch (message.get()) {
            case ProbeMessage.Ping ping ->
                    onPing(sender, new PathId.Direct(socket, source), ping.transactionId(), payload.remaining(), now);
            case ProbeMessage.Pong pong -> onPong(sender, new PathId.Direct(socket, source), pong, now);
            case ProbeMessage.CallMeMaybe _ ->
                    context.reporter().dropped(sender, DropReason.CALL_ME_MAYBE_OUTSIDE_RELAY, payload.remaining());
        }
    }

    private boolean mayOpen(EndpointId sender, Instant now) {
        return prober.knows(sender) || remotes.find(sender) != null || unknownSenders.take(now);
    }

    private void onPing(EndpointId sender, PathId.Direct path, TransactionId transaction, int bytes, Instant now) {
        RemoteState remote = admit(sender, now);
        if (remote != null) {
            remote.onPing(path, transaction, bytes, now);
        }
    }

    private RemoteState admit(EndpointId sender, Instant now) {
        RemoteState remote = remotes.admit(sender, now);
        if (remote == null) {
            context.reporter().dropped(sender, DropReason.TOO_MANY_REMOTES, 0);
        }
        return remote;
    }

    private void onPong(EndpointId sender, PathId path, ProbeMessage.Pong pong, Instant now) {
        RemoteState remote = remotes.find(sender);
        PendingPings.Answer answer = prober.answer(pong.transactionId(), sender, path, now);
        if (remote == null) {
            context.reporter().dropped(sender, DropReason.UNEXPECTED_PONG, 0);
            return;
        }
        switch (answer) {
            case PendingPings.Answer.Matches(PendingPings.Ping ping) ->
                    remote.onPong(ping, pong.transactionId(), directly(pong.observed()), now);
            case PendingPings.Answer.FromElsewhere _ -> onPongFromElsewhere(remote, path, now);
            case PendingPings.Answer.Unexpected _ -> context.reporter().dropped(sender, DropReason.UNEXPECTED_PONG, 0);
        }
    }

    private void onPongFromElsewhere(RemoteState remote, PathId path, Instant now) {
        context.reporter().dropped(remote.id(), DropReason.UNEXPECTED_PONG, 0);
        if (path instanceof PathId.Direct direct) {
            remote.onPongFromElsewhere(direct, now);
        }
    }

    private static Optional<InetSocketAddress> directly(ObservedSource observed) {
        return switch (observed) {
            case ObservedSource.Direct(InetSocketAddress address) -> Optional.of(address);
            case ObservedSource.Relayed _ -> Optional.empty();
        };
    }

    private void onPunch(SocketId socket, InetSocketAddress source, ByteBuffer payload, Instant now) {
        if (!context.config().strategy().usesDirectPaths()) {
            context.reporter().dropped(DropReason.DIRECT_DISABLED, payload.remaining());
            return;
        }
        if (!(PunchPacket.parse(payload) instanceof PunchPacket.Parsed(PunchPacket packet))) {
            context.reporter().dropped(DropReason.UNKNOWN_PUNCHER, payload.remaining());
            return;
        }
        RemoteState remote = remotes.find(packet.sender());
        if (remote == null) {
            context.reporter().dropped(packet.sender(), DropReason.UNKNOWN_PUNCHER, payload.remaining());
        } else if (packet.isFresh(context.unixTime(now))) {
            remote.onPunch(new PathId.Direct(socket, source), now);
        } else {
            context.reporter().dropped(packet.sender(), DropReason.STALE_PUNCH, payload.remaining());
        }
    }

    // Relays

    void onRelayed(RelayLink relay, EndpointId source, ByteBuffer payload, Instant now) {
        if (source.equals(context.self())) {
            context.reporter().dropped(source, DropReason.UNKNOWN_PROTOCOL, payload.remaining());
            return;
        }
        switch (Demultiplexer.classify(payload)) {
            case QUIC -> {
                RemoteState remote = admit(source, now);
                if (remote != null) {
                    remote.onRelayedData(relay, payload, now);
                }
            }
            case PROBE -> onRelayedProbe(relay, source, payload, now);
            case PUNCH, STUN, UNKNOWN ->
                    context.reporter().dropped(source, DropReason.UNKNOWN_PROTOCOL, payload.remaining());
        }
    }

    private void onRelayedProbe(RelayLink relay, EndpointId source, ByteBuffer payload, Instant now) {
        boolean isFromSource = prober.senderOf(payload).filter(source::equals).isPresent();
        if (isFromSource && !mayOpen(source, now)) {
            context.reporter().dropped(source, DropReason.RATE_LIMITED, payload.remaining());
            return;
        }
        Optional<ProbeMessage> message = isFromSource ? prober.open(source, payload) : Optional.empty();
        if (message.isEmpty()) {
            context.reporter().dropped(source, DropReason.INVALID_PROBE, payload.remaining());
            return;
        }
        RemoteState remote = admit(source, now);
        if (remote == null) {
            return;
        }
        switch (message.get()) {
            case ProbeMessage.Ping ping -> remote.onRelayedPing(relay, ping.transactionId(), now);
            case ProbeMessage.Pong pong -> onRelayedPong(relay, remote, pong, now);
            case ProbeMessage.CallMeMaybe call -> remote.onCallMeMaybe(relay, call.addresses(), now);
        }
    }

    private void onRelayedPong(RelayLink relay, RemoteState remote, ProbeMessage.Pong pong, Instant now) {
        remote.heardThrough(relay, now);
        onPong(remote.id(), new PathId.Relayed(relay.url()), pong, now);
    }
}
