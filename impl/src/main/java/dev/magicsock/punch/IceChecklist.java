package dev.magicsock.punch;

import dev.magicsock.path.PathId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checklist (RFC 8445 section 6.1.2): one pair for each socket and address of the remote, highest priority first.
 *
 * <p>There is one data stream with one component, so no pair is frozen. Bounded by the addresses that the MagicSock
 * keeps of a remote. Not thread-safe.
 */
final class IceChecklist {

    private final Map<PathId.Direct, IcePair> pairs = new LinkedHashMap<>();

    /** Takes in pairs that are new and forgets those that are gone. */
    void update(PunchView view) {
        List<RemotePath> current = view.paths();
                for (RemotePath path : current) {
            pairs.computeIfAbsent(path.id(),
                    _ -> new IcePair(path, IcePriority.ofPair(path, current, view.isInitiator())));
        }
        pairs.keySet().retainAll(current.stream().map(RemotePath::id).toList());
    }

    void clear() {
        pairs.clear();
    }

    boolean hasWaiting() {
        return pairs.values().stream().anyMatch(IcePair::isWaiting);
    }

    /** Begins the check of the waiting pair with the highest priority; empty if none is waiting. */
    Optional<PathId.Direct> begin(Instant now) {
        Duration timeout = timeout();
        Optional<IcePair> best = pairs.values().stream().filter(IcePair::isWaiting)
                .reduce((one, other) -> one.priority() >= other.priority() ? one : other);
        best.ifPresent(pair -> pair.begin(timeout, now));
        return best.map(IcePair::path);
    }

    /** Moves every transaction on; returns the pairs that are to be asked again. */
    List<PathId.Direct> due(Instant now) {
        List<PathId.Direct> due = new ArrayList<>();
        for (IcePair pair : pairs.values()) {
            if (pair.isRepetitionDue(now)) {
                due.add(pair.path());
            }
        }
        return due;
    }

    /** A check of the remote arrived, and the core asks back: that question is this pair's check now. */
    void onTriggered(PathId.Direct path, Instant now) {
        IcePair pair = pairs.get(path);
        if (pair != null && !pair.hasSucceeded()) {
            pair.begin(timeout(), now);
        }
    }

    void onSucceeded(PathId.Direct path) {
        IcePair pair = pairs.get(path);
        if (pair != null) {
            pair.succeed();
        }
    }

    /** When the first transaction wants to go on; null if none does. */
    Instant nextRepetition() {
        return pairs.values().stream().map(IcePair::nextRepetition).filter(at -> at != null)
                .min(Instant::compareTo).orElse(null);
    }

    private Duration timeout() {
        int unfinished = (int) pairs.values().stream().filter(IcePair::isUnfinished).count();
        return IcePair.timeout(IcePunch.TA, pairs.size(), unfinished);
    }
}
