package dev.magicsock.reports.html;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.PathKind;

/** How kinds of path and carriers are called, and the style classes that colour and pattern them. */
final class PathLook {

    private PathLook() {
    }

    static String label(PathKind kind) {
        return switch (kind) {
            case RELAY -> "relay";
            case IPV4_DIRECT -> "IPv4";
            case IPV6_DIRECT -> "IPv6";
            case IN_DOUBT -> "in doubt";
            case ONE_WAY -> "one-way";
            case NONE -> "none";
        };
    }

    static String style(PathKind kind) {
        return switch (kind) {
            case RELAY -> "k-relay";
            case IPV4_DIRECT -> "k-ipv4";
            case IPV6_DIRECT -> "k-ipv6";
            case IN_DOUBT -> "k-doubt";
            case ONE_WAY -> "k-oneway";
            case NONE -> "k-none";
        };
    }

    static String label(Carrier carrier) {
        return switch (carrier) {
            case RELAY -> "relay";
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6";
        };
    }

    static String style(Carrier carrier) {
        return switch (carrier) {
            case RELAY -> "k-relay";
            case IPV4 -> "k-ipv4";
            case IPV6 -> "k-ipv6";
        };
    }
}
