package dev.magicsock.core;

import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.mapped.MappedAddresses;
import dev.magicsock.mapped.MappedTarget;
import dev.magicsock.netreport.StunSighting;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.relay.RelayAccount;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The whole MagicSock as one state machine.
 *
 * <p>Pure: no I/O, no clock, not thread-safe. Its shell calls {@link #handle} with one event at a time and asks
 * {@link #nextDeadline} afterwards; commands go to the sink while an event is handled. The first event has to be
 * {@link MagicSockEvent.LocalAddressesChanged}, and the Unix time is taken to be {@code now} until
 * {@link MagicSockEvent.UnixTimeOffsetSet} says otherwise.
 *
 * <p>No datagram makes it throw, however hostile. Every table is bounded by {@link Bounds}.
 */
public final class MagicSockCore {

    private final Context context;
    private final MappedAddresses<PathId.Direct> mapped;
    private final RemoteTable remotes;
    private final Relays relays;
    private final Prober prober;
    private final AddressPolicy policy;
    private final AddressDiscovery discovery;
    private final WaitingRoom waiting;
    private final DatagramReceiver receiver;
    private Instant latest = Instant.MIN;
    private boolean closed;

    /**
     * A MagicSock that does nothing yet.
     *
     * @param key    the identity
     * @param config how it behaves
     * @param random outside a simulation a {@link java.security.SecureRandom}: transaction ids and nonces come from it
     * @param sink   takes the commands
     */
    public MagicSockCore(SecretKey key, MagicSockConfig config, RandomGenerator random, CommandSink sink) {
        this.context = new Context(key, config, sink, random);
        this.prober = new Prober(context);
        this.policy = new AddressPolicy(context.own());
        this.mapped = new MappedAddresses<>(config.bounds().strangers());
        this.remotes = new RemoteTable(context, this::makeRemote);
        this.discovery = new AddressDiscovery(context, this::ownAddressesChanged);
        this.waiting = new WaitingRoom(context, this::deliverFromStranger);
        this.receiver = new DatagramReceiver(context, prober, remotes, discovery, waiting, this::deliverFromStranger);
        this.relays = new Relays(context, new RelayEvents());
    }

    /**
     * Handles one event.
     *
     * @param now never earlier than in an earlier call
     * @throws IllegalArgumentException if time runs backwards
     */
    public void handle(MagicSockEvent event, Instant now) {
        if (goesOn(now)) {
            dispatch(event, now);
        }
    }

    /** Handles a {@link MagicSockEvent.DatagramReceived} without need for the object. */
    public void receive(SocketId socket, InetSocketAddress source, ByteBuffer payload, Instant now) {
        if (goesOn(now)) {
            receiver.onDatagram(socket, source, payload, now);
        }
    }

    /** Handles a {@link MagicSockEvent.DatagramSubmitted} without need for the object. */
    public void send(InetSocketAddress destination, ByteBuffer payload, int flow, Instant now) {
        if (goesOn(now)) {
            submit(destination, payload, flow, now);
        }
    }

    private boolean goesOn(Instant now) {
        if (now.isBefore(latest)) {
            throw new IllegalArgumentException("time went back from " + latest + " to " + now);
        }
        latest = now;
        if (!closed) {
            context.alarms().ringDue(now);
        }
        return !closed;
    }

    private void dispatch(MagicSockEvent event, Instant now) {
        switch (event) {
            case MagicSockEvent.DatagramReceived(SocketId socket, InetSocketAddress source, ByteBuffer payload) ->
                    receiver.onDatagram(socket, source, payload, now);
            case MagicSockEvent.DatagramSubmitted(InetSocketAddress destination, ByteBuffer payload, int flow) ->
                    submit(destination, payload, flow, now);
            case MagicSockEvent.RelayMessageReceived(RelayTransport transport, byte[] message) ->
                    relays.onMessage(transport, message, now);
            case MagicSockEvent.RelayBytesWritten(RelayTransport transport, int bytes) ->
                    relays.onBytesWritten(transport, bytes, now);
            case MagicSockEvent.RelayTransportConnected(RelayTransport transport, String subprotocol) ->
                    relays.onConnected(transport, subprotocol, now);
            case MagicSockEvent.RelayMeasured(RelayUrl relay, Optional<Duration> latency) ->
                    relays.onMeasured(relay, latency, now);
            case MagicSockEvent.RelayTransportLost(RelayTransport transport, String reason) ->
                    relays.onLost(transport, reason, now);
            case MagicSockEvent.LocalAddressesChanged changed ->
                    localAddressesChanged(changed.sockets(), changed.interfaces(), now);
            case MagicSockEvent.SocketOpened(LocalSocket socket) -> context.extraSockets().onOpened(socket, now);
            case MagicSockEvent.PortMappingChanged(Optional<InetSocketAddress> external) ->
                    portMappingChanged(external, now);
            case MagicSockEvent.RemoteAdded(EndpointAddr remote) -> addRemote(remote, now);
            case MagicSockEvent.RemoteRemoved(EndpointId remote) -> removeRemote(remote);
            case MagicSockEvent.UnixTimeOffsetSet set -> context.setUnixTimeOffset(set.offset());
            case MagicSockEvent.Resumed _ -> resumed(now);
            case MagicSockEvent.DeadlineReached _ -> {
                // Due alarms have rung already, as before every event.
            }
            case MagicSockEvent.Closed _ -> close(now);
        }
    }

    /** When {@link MagicSockEvent.DeadlineReached} is wanted, and why; to be asked after every {@link #handle}. */
    public Optional<Deadline> nextDeadline() {
        return context.alarms().next();
    }

    /** The instant of {@link #nextDeadline}; {@link Instant#MAX} if there is none. */
    public Instant nextDeadlineAt() {
        return context.alarms().nextAt();
    }

    /** The identity of this MagicSock. */
    public EndpointId id() {
        return context.self();
    }

    /**
     * The stable made-up address by which the application reaches a remote. It may be asked for before the remote is
     * added, and does not change anything.
     */
    public InetSocketAddress mappedAddress(EndpointId remote) {
        return mapped.ofRemote(remote);
    }

    /** The remote behind a mapped address; empty for one that is not in use, and for a stranger. */
    public Optional<EndpointId> endpointOf(InetSocketAddress address) {
        return mapped.target(address).flatMap(target -> switch (target) {
            case MappedTarget.Remote<PathId.Direct>(EndpointId remote) -> Optional.of(remote);
            case MappedTarget.Stranger<PathId.Direct> _ -> Optional.empty();
        });
    }

    /** One remote as it is now; empty if it is not known. */
    public Optional<RemoteSnapshot> remote(EndpointId remote) {
        return Optional.ofNullable(remotes.find(remote)).map(RemoteState::snapshot);
    }

    /** Every known remote as it is now, oldest first. */
    public List<RemoteSnapshot> remotes() {
        return remotes.all().stream().map(RemoteState::snapshot).toList();
    }

    /** The relay at which others find us; empty until one has answered. */
    public Optional<RelayUrl> homeRelay() {
        return relays.home();
    }

    /** Where others may reach us: home relay and own addresses, as discovery would publish them. */
    public EndpointAddr address() {
        return new EndpointAddr(context.self(), relays.home().stream().toList(), context.own().advertised());
    }

    /** What STUN servers have told about our sockets since the local addresses changed last. */
    public List<StunSighting> stunSightings() {
        return context.own().sightings();
    }

    /** What became of all datagrams that were to go through relays; it balances at any time. */
    public RelayAccount relayAccount() {
        return relays.account();
    }

    private RemoteState makeRemote(EndpointId id, Instant now) {
        return new RemoteState(id, mapped.ofRemote(id), context, prober, relays, policy, new RemoteEvents(), now);
    }

    private void submit(InetSocketAddress destination, ByteBuffer payload, int flow, Instant now) {
        if (!payload.hasRemaining()) {
            context.reporter().dropped(DropReason.EMPTY, 0);
            return;
        }
        RemoteState remote = remotes.findMapped(destination);
        if (remote != null) {
            remote.onMappedUsed(now);
            remote.send(payload, flow, now);
        } else {
            submitElsewhere(destination, payload, flow, now);
        }
    }

    private void submitElsewhere(InetSocketAddress destination, ByteBuffer payload, int flow, Instant now) {
        MappedTarget<PathId.Direct> target = mapped.target(destination).orElse(null);
        switch (target) {
            case MappedTarget.Remote<PathId.Direct>(EndpointId id) ->
                    submitToAlias(id, destination, payload, flow, now);
            case MappedTarget.Stranger<PathId.Direct>(PathId.Direct source) -> submitToStranger(source, payload);
            case null -> context.reporter().dropped(DropReason.UNKNOWN_DESTINATION, payload.remaining());
        }
    }

    private void submitToAlias(EndpointId id, InetSocketAddress alias, ByteBuffer payload, int flow, Instant now) {
        RemoteState remote = remotes.obtain(id, now);
        if (remote == null) {
            context.reporter().dropped(id, DropReason.TOO_MANY_REMOTES, payload.remaining());
            return;
        }
        remote.onAliasUsed(alias, now);
        remote.send(payload, flow, now);
    }

    private void submitToStranger(PathId.Direct source, ByteBuffer payload) {
        if (context.sockets().find(source.socket()) == null) {
            context.reporter().dropped(DropReason.NO_PATH, payload.remaining());
            return;
        }
        mapped.confirm(source);
        context.sink().sendDatagram(source.socket(), source.remote(), payload);
    }

    private void addRemote(EndpointAddr addr, Instant now) {
        if (addr.id().equals(context.self())) {
            return;
        }
        RemoteState remote = remotes.add(addr, now);
        if (remote == null) {
            context.reporter().dropped(addr.id(), DropReason.TOO_MANY_REMOTES, 0);
        } else {
            remote.onAdded(addr, now);
        }
    }

    private void removeRemote(EndpointId id) {
        RemoteState remote = remotes.find(id);
        if (remote != null) {
            remotes.remove(remote);
            mapped.forget(id);
        }
    }

    private void localAddressesChanged(List<LocalSocket> sockets, List<LocalInterfaceAddress> interfaces, Instant now) {
        Set<SocketId> gone = context.sockets().replace(sockets);
        gone.addAll(context.extraSockets().closeAll());
        boolean changed = context.own().onLocalAddresses(sockets, interfaces);
        if (changed) {
            context.reporter().report(new Observation.OwnAddressesChanged(context.own().advertised()));
        }
        relays.start(now);
        relays.checkAll(now);
        discovery.onSocketsChanged(now);
        for (RemoteState remote : remotes.all()) {
            remote.onSocketsChanged(gone, now);
        }
    }

    private void portMappingChanged(Optional<InetSocketAddress> external, Instant now) {
        if (context.own().onPortMapping(external)) {
            context.reporter().report(new Observation.OwnAddressesChanged(context.own().advertised()));
            ownAddressesChanged(now);
        }
    }

    private void ownAddressesChanged(Instant now) {
        for (RemoteState remote : remotes.all()) {
            remote.onOwnAddressesChanged(now);
        }
    }

    private void deliverFromStranger(PathId.Direct source, ByteBuffer payload) {
        InetSocketAddress alias = mapped.ofStranger(source);
        context.sink().deliverDatagram(alias, Optional.empty(), payload);
    }

    private void resumed(Instant now) {
        relays.checkAll(now);
        discovery.onCutOff(now);
        for (RemoteState remote : remotes.all()) {
            remote.onCutOff("the host was suspended", now);
        }
    }

    private void close(Instant now) {
        closed = true;
        for (RemoteState remote : remotes.all()) {
            remotes.remove(remote);
        }
        relays.closeAll(now);
    }

    private final class RemoteEvents implements RemoteState.Owner {

        @Override
        public void onIdle(RemoteState remote) {
            removeRemote(remote.id());
        }

        @Override
        public void onSourceProven(RemoteState remote, PathId.Direct source, Instant now) {
            boolean answered = mapped.isConfirmed(source);
            mapped.adopt(source, remote.id()).ifPresent(alias -> {
                remote.onRecognized(alias, now);
                if (answered) {
                    remote.onAliasUsed(alias, now);
                }
            });
            waiting.onProven(source, remote, now);
        }

        @Override
        public void onSourceClaimed(RemoteState remote, PathId.Direct source, Instant now) {
            Sockets.Owner current = context.sockets().find(source.socket()).ownerOf(source.remote());
            if (current == null) {
                waiting.expect(source, remote, now);
            } else if (current.remote() != remote) {
                current.remote().onSourceDisputed(current.path());
            }
        }

        @Override
        public void onSelectedPathDoubted(Instant now) {
            discovery.onDoubt(now);
        }

        @Override
        public void onAliasUnused(InetSocketAddress alias) {
            mapped.releaseAlias(alias);
        }
    }

    private final class RelayEvents implements Relays.Listener {

        @Override
        public void onRelayed(RelayLink relay, EndpointId source, ByteBuffer payload, Instant now) {
            receiver.onRelayed(relay, source, payload, now);
        }

        @Override
        public void onRelayConnected(RelayLink relay, Instant now) {
            for (RemoteState remote : remotes.all()) {
                remote.onRelayConnected(relay, now);
            }
        }

        @Override
        public void onRelayLost(RelayLink relay, String reason, Instant now) {
            for (RemoteState remote : remotes.all()) {
                remote.onRelayLost(relay, reason, now);
            }
        }
    }
}
