package dev.magicsock.path;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses of one remote, within a bound.
 *
 * <p>At the bound a newcomer takes the place of an address that nothing proves: of the least trustworthy ones the one
 * that was not mentioned for longest. If every unproven address is more trustworthy than the newcomer, the newcomer is
 * refused; so nobody can push out what the user gave by sending suggestions. Not thread-safe.
 */
public final class AddressBook {

    private static final Comparator<Candidate> WORST_FIRST =
            Comparator.comparing(Candidate::source).reversed().thenComparing(Candidate::mentioned);

    /** One part in four for each source that may be forged. */
    private static final int FORGEABLE_SHARE = 4;

    /**
     * What was mentioned within this time, two heartbeats, keeps its place in a share that is full. Two NATs that take
     * a new port for each remote endpoint answer every new address with another new one, without end: the chain must
     * break.
     */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final int candidatesMax;
    private final Map<InetSocketAddress, Candidate> candidates = new LinkedHashMap<>();

    /** @param candidatesMax the bound, at least 1 */
    public AddressBook(int candidatesMax) {
        this.candidatesMax = candidatesMax;
    }

    /**
     * What came of naming an address.
     *
     * @param candidate the address as it is in the book now; empty if it was refused
     * @param isNew     whether it was not in the book before
     * @param evicted   what had to go for it
     */
    public record Learned(Optional<Candidate> candidate, boolean isNew, Optional<Candidate> evicted) {
    }

    /** Names an address; naming a known one again keeps it fresh and may make it more trustworthy. */
    public Learned learn(InetSocketAddress address, CandidateSource source, Instant now) {
        Candidate known = candidates.get(address);
        if (known != null) {
            known.mention(source, now);
            return new Learned(Optional.of(known), false, Optional.empty());
        }
        boolean enough = hasEnoughOf(source);
        Optional<Candidate> evicted = Optional.empty();
        if (enough || isFull()) {
            evicted = enough ? stale(source, now) : worst(source);
            if (evicted.isEmpty()) {
                return new Learned(Optional.empty(), false, Optional.empty());
            }
            candidates.remove(evicted.get().address());
        }
        Candidate added = new Candidate(address, source, now);
        candidates.put(address, added);
        return new Learned(Optional.of(added), true, evicted);
    }

    private boolean isFull() {
        return candidates.size() >= candidatesMax;
    }

    /** What may be forged fills no more than a share of the book, so that there is room for what the remote names. */
    private boolean hasEnoughOf(CandidateSource source) {
        boolean forgeable = source == CandidateSource.OBSERVED || source == CandidateSource.PUNCH;
        return forgeable && candidates.values().stream()
                .filter(candidate -> candidate.source() == source && !candidate.isProven())
                .count() >= Math.max(1, candidatesMax / FORGEABLE_SHARE);
    }

    private Optional<Candidate> worst(CandidateSource newcomer) {
        return candidates.values().stream()
                .filter(candidate -> !candidate.isProven() && candidate.source().compareTo(newcomer) >= 0)
                .min(WORST_FIRST);
    }

    private Optional<Candidate> stale(CandidateSource source, Instant now) {
        return candidates.values().stream()
                .filter(candidate -> !candidate.isProven() && candidate.source() == source)
                .filter(candidate -> candidate.mentioned().isBefore(now.minus(FRESH)))
                .min(WORST_FIRST);
    }

    /** The candidate with this address; null if there is none. */
    public Candidate find(InetSocketAddress address) {
        return candidates.get(address);
    }

    /** All candidates, oldest first; a read-only view. */
    public Collection<Candidate> candidates() {
        return Collections.unmodifiableCollection(candidates.values());
    }

    /** A copy of all paths of all candidates, oldest candidate first. */
    public List<DirectPath> paths() {
        List<DirectPath> all = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates.values()) {
            all.addAll(candidate.paths());
        }
        return all;
    }
}
