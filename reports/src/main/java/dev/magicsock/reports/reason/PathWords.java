package dev.magicsock.reports.reason;

import dev.magicsock.reports.record.PathKind;

/** Kinds of path as parts of a sentence. */
final class PathWords {

    private PathWords() {
    }

    static String of(PathKind kind) {
        return switch (kind) {
            case RELAY -> "the relay";
            case IPV4_DIRECT -> "a direct IPv4 path";
            case IPV6_DIRECT -> "a direct IPv6 path";
            case IN_DOUBT -> "several paths at once";
            case ONE_WAY -> "a path that works one way only";
            case NONE -> "no path at all";
        };
    }
}
