package dev.magicsock.scenarios.cli;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.endpoint.KnownPath;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.PathId;
import dev.magicsock.reports.text.Quantities;
import dev.magicsock.reports.text.ShellWord;
import dev.magicsock.scenarios.cli.NodeEvent.PathUse;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a node says, for people: lines of text without the last line end. */
final class NodeText {

    private static final double MILLI = 1e6;
    private static final double MEGA = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    /** Below it, tenths of a millisecond matter. */
    private static final double SHORT_MILLIS = 10;

    private NodeText() {
    }

    static String of(NodeEvent event) {
        return switch (event) {
            case NodeEvent.Started(var id) -> "endpoint " + id;
            case NodeEvent.Addresses(var addresses) -> addresses.isEmpty() ? "no address of its own"
                    : addresses.stream().map(each -> "address " + SocketAddresses.format(each))
                            .collect(Collectors.joining("\n"));
            case NodeEvent.RelayConnected(var relay) -> "relay " + relay.withoutQuery() + " connected";
            case NodeEvent.RelayLost(var relay, var reason) -> "relay " + relay.withoutQuery() + " lost: " + reason;
            case NodeEvent.Ready(var address) -> "ready; dial it with\n  ./magicsock node connect "
                    + arguments(address);
            case NodeEvent.Connected(var remote) -> remote.toShortString() + " connected";
            case NodeEvent.Closed(var remote, var how) -> remote.toShortString() + " " + how;
            case NodeEvent.PathChanged(var remote, var before, var after) -> remote.toShortString() + " path: "
                    + before.map(use -> path(use) + " -> ").orElse("") + path(after);
            case NodeEvent.Paths(var remote, var paths) -> remote.toShortString() + " paths:"
                    + paths.stream().map(path -> "\n  " + path(path)).collect(Collectors.joining());
            case NodeEvent.Echoed(var number, var roundTrip) -> "echo " + number + ": " + millis(roundTrip);
            case NodeEvent.Sent(var bytes, var took, var sha256, var same) -> "sent " + amount(bytes, took)
                    + "\nsha256 " + sha256 + (same ? " on both sides" : " is NOT what the other side has");
            case NodeEvent.Received(var remote, var bytes, var took, var sha256) -> remote.toShortString() + " sent "
                    + amount(bytes, took) + "\nsha256 " + sha256;
        };
    }

    private static String arguments(EndpointAddr address) {
        StringBuilder text = new StringBuilder(address.id().toString());
        address.relayUrls().forEach(url -> text.append(" --relay ").append(ShellWord.quoted(url.toString())));
        address.directAddresses().forEach(each -> text.append(" --addr ")
                .append(ShellWord.quoted(SocketAddresses.format(each))));
        return text.toString();
    }

    private static String path(PathUse use) {
        return kind(use.path()) + use.roundTrip().map(time -> " " + millis(time)).orElse("");
    }

    private static String path(KnownPath path) {
        return (path.selected() ? "* " : "  ") + kind(path.path()) + " " + name(path.path()) + ", " + state(path)
                + (path.inDoubt() ? " in doubt" : "") + path.roundTrip().map(time -> ", " + millis(time)).orElse("")
                + path.silence().map(time -> ", heard " + Quantities.span(time) + " ago").orElse("");
    }

    static String kind(PathId path) {
        return path.kind().name().toLowerCase(Locale.ROOT);
    }

    /** The address and our socket, or the relay; without a token that its URL may hold. */
    static String name(PathId path) {
        return switch (path) {
            case PathId.Direct direct -> direct.toString();
            case PathId.Relayed(RelayUrl relay) -> relay.withoutQuery().toString();
        };
    }

    static String state(KnownPath path) {
        return path.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String millis(Duration time) {
        double millis = time.toNanos() / MILLI;
        return String.format(Locale.ROOT, millis < SHORT_MILLIS ? "%.1f ms" : "%.0f ms", millis);
    }

    private static String amount(long bytes, Duration took) {
        return Quantities.bytes(bytes) + " in " + Quantities.span(took) + ", " + rate(bytes, took);
    }

    static String rate(long bytes, Duration took) {
        double seconds = Math.max(1, took.toNanos()) / NANOS_PER_SECOND;
        return String.format(Locale.ROOT, "%.1f MB/s", bytes / MEGA / seconds);
    }
}
