package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.PathKind;

/** How kinds of path and carriers are called and coloured in a verdict. */
final class PathLook {

    private PathLook() {
    }

    static String label(PathKind kind) {
        return switch (kind) {
            case RELAY -> "relay";
            case IPV4_DIRECT -> "ipv4";
            case IPV6_DIRECT -> "ipv6";
            case IN_DOUBT -> "in-doubt";
            case ONE_WAY -> "one-way";
            case NONE -> "none";
        };
    }

    /** One letter, for strips that have no room for labels. */
    static char letter(PathKind kind) {
        return switch (kind) {
            case RELAY -> 'R';
            case IPV4_DIRECT -> '4';
            case IPV6_DIRECT -> '6';
            case IN_DOUBT -> 'd';
            case ONE_WAY -> 'w';
            case NONE -> '.';
        };
    }

    static Ink ink(PathKind kind) {
        return switch (kind) {
            case RELAY -> Ink.RELAY;
            case IPV4_DIRECT -> Ink.IPV4;
            case IPV6_DIRECT -> Ink.IPV6;
            case IN_DOUBT -> Ink.DOUBT;
            case ONE_WAY, NONE -> Ink.BROKEN_PATH;
        };
    }

    static String label(Carrier carrier) {
        return switch (carrier) {
            case RELAY -> "relay";
            case IPV4 -> "ipv4";
            case IPV6 -> "ipv6";
        };
    }
}
