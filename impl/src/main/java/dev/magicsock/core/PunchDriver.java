package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.punch.PunchActions;
import dev.magicsock.punch.PunchTrigger;
import dev.magicsock.punch.Puncher;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lets the configured strategy punch towards one remote: tells it what happens and does what it asks for. */
final class PunchDriver implements PunchActions {

    /** What a peer says it observed is told to that peer only, and only so much of it. */
    private static final int OBSERVED_MAX = 4;

    private final EndpointId remote;
    private final Context context;
    private final Prober prober;
    private final PathProbing probing;
    private final RelayReach reach;
    private final Puncher puncher;
    private final Set<InetSocketAddress> observed = new LinkedHashSet<>();
    private Instant now;

    PunchDriver(EndpointId remote, Context context, Prober prober, PathProbing probing, RelayReach reach) {
        this.remote = remote;
        this.context = context;
        this.prober = prober;
        this.probing = probing;
        this.reach = reach;
        this.puncher = context.config().strategy().forRemote(context.forkRandom());
    }

    /** Tells the strategy what happened; it acts at once. */
    void trigger(PunchTrigger trigger, Instant at) {
        now = at;
        puncher.handle(trigger, this, at);
    }

    /** When the strategy wants {@link PunchTrigger#DEADLINE}; null if it does not. */
    Instant nextDeadline() {
        return puncher.nextDeadline().map(Deadline::at).orElse(null);
    }

    /** The remote told how it sees us. */
    void noteObserved(InetSocketAddress address) {
        if (observed.size() < OBSERVED_MAX) {
            observed.add(address);
        }
    }

    /** What was observed belonged to sockets that are gone. */
    void forgetObserved() {
        observed.clear();
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
        if (context.config().strategy().usesDirectPaths()) {
            probing.discoverAll(now);
        }
    }

    @Override
    public boolean callMeMaybe() {
        RelayLink relay = reach.best(now);
        List<InetSocketAddress> addresses = context.own().advertisedWith(observed);
        if (relay == null || !relay.isConnected() || addresses.isEmpty()) {
            return false;
        }
        prober.sendCallMeMaybe(remote, relay, addresses, now);
        return true;
    }
}
