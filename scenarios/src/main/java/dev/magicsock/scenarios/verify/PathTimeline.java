package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.model.PathKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which path one endpoint used towards another, over the whole run. Not thread-safe. */
public final class PathTimeline {

    /** Many more than a run has; a path that flaps beyond it keeps its last state. */
    private static final int MAX_CHANGES = 100_000;

    private final List<Change> changes = new ArrayList<>(List.of(new Change(Instant.EPOCH, Carrying.NOTHING, false)));

    /** What carries the datagrams of one direction. */
    public enum Carrying { NOTHING, RELAY, IPV4, IPV6 }

    private record Change(Instant at, Carrying carrying, boolean oneWay) {
    }

    /** From now on datagrams take this carrier. */
    public void carrying(Carrying carrying, Instant now) {
        add(new Change(now, carrying, changes.getLast().oneWay));
    }

    /** From now on packets are known, or no longer known, to pass in one direction only. */
    public void oneWay(boolean oneWay, Instant now) {
        add(new Change(now, changes.getLast().carrying, oneWay));
    }

    private void add(Change change) {
        Change last = changes.getLast();
        if (last.carrying == change.carrying && last.oneWay == change.oneWay) {
            return;
        }
        if (last.at.equals(change.at)) {
            changes.removeLast();
        }
        if (changes.size() < MAX_CHANGES) {
            changes.add(change);
        }
    }

    /** Whether this end is on the kind at this instant. */
    boolean isOn(PathKind kind, Instant at) {
        Change state = stateAt(at);
        return switch (kind) {
            case DIRECT -> state.carrying == Carrying.IPV4 || state.carrying == Carrying.IPV6;
            case DIRECT_IPV4 -> state.carrying == Carrying.IPV4;
            case DIRECT_IPV6 -> state.carrying == Carrying.IPV6;
            case RELAY -> state.carrying == Carrying.RELAY;
            case NONE -> state.carrying == Carrying.NOTHING;
            case ONE_WAY -> state.oneWay;
        };
    }

    /** The instants in {@code (from, to]} at which something changed, ascending. */
    List<Instant> changesBetween(Instant from, Instant to) {
        return changes.stream().map(Change::at).filter(at -> at.isAfter(from) && !at.isAfter(to)).toList();
    }

    /** In words what this end used at this instant. */
    String describe(Instant at) {
        Change state = stateAt(at);
        String carrying = switch (state.carrying) {
            case NOTHING -> "without a path";
            case RELAY -> "on the relay";
            case IPV4 -> "direct over IPv4";
            case IPV6 -> "direct over IPv6";
        };
        return state.oneWay ? carrying + " (one-way)" : carrying;
    }

    private Change stateAt(Instant at) {
        int low = 0;
        int high = changes.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (changes.get(middle).at.isAfter(at)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return changes.get(low);
    }
}
