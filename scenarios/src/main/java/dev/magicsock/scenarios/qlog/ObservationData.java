package dev.magicsock.scenarios.qlog;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.PathId;
import dev.magicsock.reports.json.JsonLine;
import dev.magicsock.reports.qlog.QlogFile;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a MagicSock says of itself, as events of the namespace {@code magicsock}. */
final class ObservationData {

    private final Map<EndpointId, String> names;

    /** An event's name without its namespace, and its data. */
    record Event(String name, JsonLine data) {
    }

    /** @param names of the endpoints, which are complete when the run begins */
    ObservationData(Map<EndpointId, String> names) {
        this.names = names;
    }

    /** Empty for reports on the network as a whole, whose parts are told one by one. */
    Optional<Event> of(Observation any) {
        return Optional.ofNullable(switch (any) {
            case Observation.PathDiscovered(var remote, PathId path, var source) -> event("path_added",
                    onPath(remote, path).put("source", source.name().toLowerCase(Locale.ROOT)));
            case Observation.PathReachable(var remote, PathId path, Duration roundTrip) ->
                    event("path_reachable", withRoundTrip(onPath(remote, path), roundTrip));
            case Observation.PathValidated(var remote, PathId path, Duration roundTrip, int bytes) ->
                    event("path_validated", withRoundTrip(onPath(remote, path), roundTrip).put("bytes", bytes));
            case Observation.PathSelected(var remote, PathId path, String reason) ->
                    event("path_selected", onPath(remote, path).put("reason", reason));
            case Observation.PathDeselected(var remote, PathId path, String reason) ->
                    event("path_deselected", onPath(remote, path).put("reason", reason));
            case Observation.PathDoubted(var remote, PathId path, String reason) ->
                    event("path_doubted", onPath(remote, path).put("reason", reason));
            case Observation.PathTrusted(var remote, PathId path) -> event("path_trusted", onPath(remote, path));
            case Observation.PathOneWay(var remote, PathId path, String reason) ->
                    event("path_one_way", onPath(remote, path).put("reason", reason));
            case Observation.PathTooSmall(var remote, PathId path, int proven, int wanted) ->
                    event("path_too_small", onPath(remote, path).put("proven_bytes", proven)
                            .put("wanted_bytes", wanted));
            case Observation.PathGivenUp(var remote, PathId path, String reason) ->
                    event("path_closed", onPath(remote, path).put("reason", reason));
            case Observation.PingSent(var remote, PathId path, String transaction, int bytes) -> event("ping_sent",
                    onPath(remote, path).put("transaction", transaction).put("bytes", bytes));
            case Observation.PingAnswered(var remote, PathId path, String transaction) ->
                    event("ping_answered", onPath(remote, path).put("transaction", transaction));
            case Observation.PongReceived(var remote, PathId path, String transaction, Duration roundTrip, var seen) ->
                    event("pong_received", withRoundTrip(onPath(remote, path), roundTrip)
                            .put("transaction", transaction)
                            .put("observed", seen.map(SocketAddresses::format)));
            case Observation.PunchSent(var remote, PathId path) -> event("punch_sent", onPath(remote, path));
            case Observation.PunchReceived(var remote, PathId path) -> event("punch_received", onPath(remote, path));
            case Observation.CallMeMaybeSent(var remote, RelayUrl relay, var addresses) ->
                    event("call_me_maybe_sent", callMeMaybe(remote, relay, addresses));
            case Observation.CallMeMaybeReceived(var remote, RelayUrl relay, var addresses) ->
                    event("call_me_maybe_received", callMeMaybe(remote, relay, addresses));
            case Observation.DuplicateSent(var remote, PathId first, PathId second, int bytes) ->
                    event("duplicate_sent", onPath(remote, first).put("second_path", words(second))
                            .put("bytes", bytes));
            case Observation.StrangerRecognized(var remote, var mapped) ->
                    event("stranger_recognized", of(remote).put("mapped", SocketAddresses.format(mapped)));
            case Observation.ReflexiveAddressLearned(var _, var server, var address) ->
                    event("reflexive_address_learned", new JsonLine().put("server", SocketAddresses.format(server))
                            .put("address", SocketAddresses.format(address)));
            case Observation.OwnAddressesChanged(var addresses) ->
                    event("own_addresses_changed", new JsonLine().put("addresses", words(addresses)));
            case Observation.RelayConnected(var relay) ->
                    event("relay_connected", new JsonLine().put("relay", relay.toString()));
            case Observation.RelayLost(var relay, String reason) ->
                    event("relay_lost", new JsonLine().put("relay", relay.toString()).put("reason", reason));
            case Observation.RelayNoticeReceived(var relay, String text) ->
                    event("relay_notice_received", new JsonLine().put("relay", relay.toString()).put("text", text));
            case Observation.HomeRelayChanged(var before, var after, String reason) -> event("home_relay_changed",
                    new JsonLine().put("old", before.map(RelayUrl::toString)).put("new", after.toString())
                            .put("reason", reason));
            case Observation.DatagramDropped(var remote, var reason, int bytes) -> event("datagram_dropped",
                    new JsonLine().put("peer", remote.map(this::name))
                            .put("reason", reason.name().toLowerCase(Locale.ROOT)).put("bytes", bytes));
            case Observation.NetReported _ -> null;
        });
    }

    private static Event event(String name, JsonLine data) {
        return new Event(name, data);
    }

    private JsonLine onPath(EndpointId remote, PathId path) {
        return of(remote).put("path", words(path)).put("kind", path.kind().name().toLowerCase(Locale.ROOT));
    }

    private JsonLine of(EndpointId remote) {
        return new JsonLine().put("peer", name(remote));
    }

    private JsonLine callMeMaybe(EndpointId remote, RelayUrl relay, List<InetSocketAddress> addresses) {
        return of(remote).put("relay", relay.toString()).put("addresses", words(addresses));
    }

    private static JsonLine withRoundTrip(JsonLine data, Duration roundTrip) {
        return data.put("rtt", QlogFile.millis(roundTrip));
    }

    private String name(EndpointId id) {
        return names.getOrDefault(id, id.toShortString());
    }

    private static String words(PathId path) {
        return switch (path) {
            case PathId.Direct direct -> SocketAddresses.format(direct.remote());
            case PathId.Relayed relayed -> "relay " + relayed.relay();
        };
    }

    private static List<String> words(List<InetSocketAddress> addresses) {
        return addresses.stream().map(SocketAddresses::format).toList();
    }
}
