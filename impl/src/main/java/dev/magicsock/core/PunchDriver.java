package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.probe.ProbeMessage.CallMeMaybe;
import dev.magicsock.punch.PunchActions;
import dev.magicsock.punch.PunchEvent;
import dev.magicsock.punch.Puncher;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the configured strategy punch towards one remote: tells it what happens and does what it asks for. */
final class PunchDriver implements PunchActions {

    private final EndpointId remote;
    private final Context context;
    private final Prober prober;
    private final PathProbing probing;
    private final RelayReach reach;
    private final RemoteSockets sockets;
    private final PunchAccount account;
    private final PunchKnowledge knowledge;
    private final Puncher puncher;
    private Instant now;

    PunchDriver(EndpointId remote, Context context, Prober prober, RemotePaths paths, PathProbing probing,
            PathChoice choice, RelayReach reach, RemoteSockets sockets, PunchKnowledge.Use use) {
        this.remote = remote;
        this.context = context;
        this.prober = prober;
        this.probing = probing;
        this.reach = reach;
        this.sockets = sockets;
        this.account = new PunchAccount(context.config().strategy().budget());
        this.knowledge = new PunchKnowledge(remote, context, paths, choice, reach, account, use);
        this.puncher = context.config().strategy().forRemote(context.forkRandom());
    }

    /** Tells the strategy what happened; it acts at once. */
    void tell(PunchEvent event, Instant at) {
        now = at;
        knowledge.advance(at);
        puncher.handle(event, knowledge, this, at);
    }

    /** When the strategy wants {@link PunchEvent.DeadlineReached}; null if it does not. */
    Instant nextDeadline() {
        return puncher.nextDeadline().map(Deadline::at).orElse(null);
    }

    /** The remote told how it sees us. */
    void noteObserved(InetSocketAddress address) {
        knowledge.noteObserved(address);
    }

    /** What was observed belonged to sockets that are gone. */
    void forgetObserved() {
        knowledge.forgetObserved();
    }

    @Override
    public void punchAll() {
        probing.punchAll(now);
    }

    @Override
    public void pingAll() {
        probing.pingAll(now);
    }

    @Override
    public void probeAll() {
        if (usesDirectPaths()) {
            probing.discoverAll(now);
        }
    }

    private boolean usesDirectPaths() {
        return context.config().strategy().usesDirectPaths();
    }

    @Override
    public boolean ping(PathId.Direct path) {
        if (!usesDirectPaths() || account.left(now) == 0 || !probing.pingOnce(path, now)) {
            return false;
        }
        account.charge(now);
        return true;
    }

    @Override
    public boolean open(PathId.Direct path, int hopLimit) {
        boolean allowed = usesDirectPaths() && context.config().strategy().limitsHops();
        if (!allowed || account.left(now) == 0 || !probing.openOnce(path, hopLimit, now)) {
            return false;
        }
        account.charge(now);
        return true;
    }

    @Override
    public Optional<SocketId> openSocket() {
        return sockets.open();
    }

    @Override
    public void closeSocket(SocketId socket) {
        sockets.close(socket);
    }

    @Override
    public boolean askStun(SocketId socket, InetSocketAddress server) {
        if (account.left(now) == 0 || !sockets.askStun(socket, server, now)) {
            return false;
        }
        account.charge(now);
        return true;
    }

    @Override
    public boolean callMeMaybe(List<InetSocketAddress> first) {
        RelayLink relay = reach.best(now);
        List<InetSocketAddress> addresses = advertisedAfter(first);
        if (relay == null || !relay.isConnected() || addresses.isEmpty()) {
            return false;
        }
        prober.sendCallMeMaybe(remote, relay, addresses, now);
        return true;
    }

    private List<InetSocketAddress> advertisedAfter(List<InetSocketAddress> first) {
        if (first.isEmpty()) {
            return knowledge.advertised();
        }
        Set<InetSocketAddress> all = new LinkedHashSet<>(first);
        all.addAll(knowledge.advertised());
        return all.stream().limit(CallMeMaybe.MAX_ADDRESSES).toList();
    }
}
