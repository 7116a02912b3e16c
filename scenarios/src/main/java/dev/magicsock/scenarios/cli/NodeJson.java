package dev.magicsock.scenarios.cli;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.endpoint.KnownPath;
import dev.magicsock.scenarios.cli.NodeEvent.PathUse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What a node says, for scripts: one JSON object (RFC 8259) on one line each; times are in microseconds. */
final class NodeJson {

    private NodeJson() {
    }

    static String of(NodeEvent event) {
        return switch (event) {
            case NodeEvent.Started(var id) -> object("started", text("id", id));
            case NodeEvent.Addresses(var addresses) -> object("addresses", addresses("addresses", addresses));
            case NodeEvent.RelayConnected(var relay) -> object("relay-connected", text("relay", relay.withoutQuery()));
            case NodeEvent.RelayLost(var relay, var reason) -> object("relay-lost", text("relay", relay.withoutQuery()),
                    text("reason", reason));
            case NodeEvent.Ready(var address) -> object("ready", text("id", address.id()), list("relays",
                    address.relayUrls()), addresses("addresses", address.directAddresses()));
            case NodeEvent.Connected(var remote) -> object("connected", text("remote", remote));
            case NodeEvent.Closed(var remote, var how) -> object("closed", text("remote", remote), text("how", how));
            case NodeEvent.PathChanged(var remote, var before, var after) -> object("path", text("remote", remote),
                    "\"before\": " + before.map(NodeJson::path).orElse("null"), "\"after\": " + path(after));
            case NodeEvent.Paths(var remote, var paths) -> object("paths", text("remote", remote),
                    paths.stream().map(NodeJson::path).collect(Collectors.joining(", ", "\"paths\": [", "]")));
            case NodeEvent.Echoed(var number, var time) -> object("echo", "\"number\": " + number,
                    micros("roundTripMicros", time));
            case NodeEvent.Sent(var bytes, var took, var sha256, var same) -> object("sent", "\"bytes\": " + bytes,
                    micros("tookMicros", took), text("sha256", sha256), "\"same\": " + same);
            case NodeEvent.Received(var remote, var bytes, var took, var sha256) -> object("received",
                    text("remote", remote), "\"bytes\": " + bytes, micros("tookMicros", took), text("sha256", sha256));
        };
    }

    private static String object(String event, String... members) {
        return "{" + text("event", event) + ", " + String.join(", ", members) + "}";
    }

    private static String path(PathUse use) {
        return "{" + text("kind", NodeText.kind(use.path())) + ", " + text("path", NodeText.name(use.path()))
                + use.roundTrip().map(time -> ", " + micros("roundTripMicros", time)).orElse("") + "}";
    }

    private static String path(KnownPath path) {
        return "{" + text("kind", NodeText.kind(path.path())) + ", " + text("path", NodeText.name(path.path())) + ", "
                + text("state", NodeText.state(path)) + ", \"inDoubt\": " + path.inDoubt() + ", \"selected\": "
                + path.selected() + path.roundTrip().map(time -> ", " + micros("roundTripMicros", time)).orElse("")
                + path.silence().map(time -> ", " + micros("silenceMicros", time)).orElse("") + "}";
    }

    private static String addresses(String name, List<InetSocketAddress> addresses) {
        return list(name, addresses.stream().map(SocketAddresses::format).toList());
    }

    private static String list(String name, List<?> values) {
        return values.stream().map(each -> JsonText.of(each.toString()))
                .collect(Collectors.joining(", ", "\"" + name + "\": [", "]"));
    }

    private static String text(String name, Object value) {
        return "\"" + name + "\": " + JsonText.of(value.toString());
    }

    private static String micros(String name, Duration time) {
        return "\"" + name + "\": " + time.toNanos() / 1000;
    }
}
