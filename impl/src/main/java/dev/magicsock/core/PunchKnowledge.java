package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netreport.StunSighting;
import dev.magicsock.path.Candidate;
import dev.magicsock.path.DirectPath;
import dev.magicsock.punch.LocalCandidate;
import dev.magicsock.punch.PunchView;
import dev.magicsock.punch.RemotePath;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the strategy may know about one remote, read from where it is kept. Not thread-safe. */
final class PunchKnowledge implements PunchView {

    /** What a peer says it observed is told to that peer only, and only so much of it. */
    private static final int OBSERVED_MAX = 4;

    private final EndpointId remote;
    private final Context context;
    private final RemotePaths paths;
    private final PathChoice choice;
    private final RelayReach reach;
    private final PunchAccount account;
    private final Use use;
    private final Set<InetSocketAddress> observed = new LinkedHashSet<>();
    private Instant now;

    /** What the application does with the remote. */
    interface Use {
        /** Whether it asked for the remote before anything was heard from it. */
        boolean isInitiator();

        /** When it last sent something; null if it never has. */
        Instant lastSent();
    }

    PunchKnowledge(EndpointId remote, Context context, RemotePaths paths, PathChoice choice, RelayReach reach,
            PunchAccount account, Use use) {
        this.remote = remote;
        this.context = context;
        this.paths = paths;
        this.choice = choice;
        this.reach = reach;
        this.account = account;
        this.use = use;
    }

    /** It is this late by now. */
    void advance(Instant to) {
        now = to;
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

    /** The addresses to tell this remote. */
    List<InetSocketAddress> advertised() {
        return context.own().advertisedWith(observed);
    }

    @Override
    public EndpointId self() {
        return context.self();
    }

    @Override
    public EndpointId remote() {
        return remote;
    }

    @Override
    public boolean isInitiator() {
        return use.isInitiator();
    }

    @Override
    public Optional<Instant> lastSent() {
        return Optional.ofNullable(use.lastSent());
    }

    @Override
    public List<LocalCandidate> localCandidates() {
        List<LocalCandidate> candidates = new ArrayList<>();
        for (InetSocketAddress address : advertised()) {
            candidates.add(new LocalCandidate(address, observed.contains(address)
                    ? LocalCandidate.Kind.PEER_REFLEXIVE : context.own().kindOf(address)));
        }
        return candidates;
    }

    @Override
    public List<StunSighting> stunSightings() {
        return context.own().sightings();
    }

    @Override
    public List<InetSocketAddress> stunServers() {
        return context.config().stunServers();
    }

    @Override
    public List<RemotePath> paths() {
        List<RemotePath> all = new ArrayList<>();
        for (Candidate candidate : paths.candidates()) {
            for (DirectPath path : candidate.paths()) {
                all.add(new RemotePath(path.id(), candidate.source(), candidate.isNamed(), path.state(),
                        measured(path.roundTrip())));
            }
        }
        return all;
    }

    @Override
    public boolean hasDirectPath() {
        return paths.hasValidated();
    }

    @Override
    public Optional<Duration> relayRoundTrip() {
        return measured(choice.relayRoundTrip());
    }

    private static Optional<Duration> measured(Duration roundTrip) {
        return roundTrip.isZero() ? Optional.empty() : Optional.of(roundTrip);
    }

    @Override
    public boolean canCall() {
        RelayLink relay = reach.best(now);
        return relay != null && relay.isConnected() && !advertised().isEmpty();
    }

    @Override
    public int datagramsLeft() {
        return account.left(now);
    }
}
