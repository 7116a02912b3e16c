package dev.magicsock.scenarios.record;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.PathId;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a MagicSock told, as a clause after its name.
 *
 * @param name     kebab-case
 * @param decision whether it decided this, or only saw it
 * @param text     a clause without subject and full stop
 * @param reason   why; may be empty
 */
record ObservationWords(String name, boolean decision, String text, String reason) {

    /** Empty for what happens so often that only its number is of interest. */
    static Optional<ObservationWords> of(Observation observation, Cast cast) {
        return Optional.ofNullable(switch (observation) {
            case Observation.PathDiscovered(var remote, PathId path, var source) ->
                saw("discovered", "may reach " + name(remote, cast) + " at " + words(path),
                        source.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            case Observation.PathReachable(var remote, PathId path, var roundTrip) ->
                saw("reachable", "reached " + name(remote, cast) + " at " + words(path) + " with a small probe",
                        "");
            case Observation.PathValidated(var remote, PathId path, var roundTrip, int bytes) ->
                saw("validated", "validated " + words(path) + " to " + name(remote, cast),
                        bytes + " bytes went through");
            case Observation.PathSelected(var remote, PathId path, String reason) ->
                decided("selected", "selected " + words(path) + " to " + name(remote, cast), reason);
            case Observation.PathDeselected(var remote, PathId path, String reason) ->
                decided("deselected", "left " + words(path) + " to " + name(remote, cast), reason);
            case Observation.PathDoubted(var remote, PathId path, String reason) ->
                decided("doubted", "doubts " + words(path) + " to " + name(remote, cast), reason);
            case Observation.PathTrusted(var remote, PathId path) ->
                decided("trusted", "trusts " + words(path) + " to " + name(remote, cast) + " again", "it answered");
            case Observation.PathOneWay(var remote, PathId path, String reason) ->
                saw("one-way", "hears " + name(remote, cast) + " at " + words(path) + " but is not heard", reason);
            case Observation.PathTooSmall(var remote, PathId path, int proven, int wanted) ->
                saw("too-small", "cannot use " + words(path) + " to " + name(remote, cast),
                        proven + " bytes pass, " + wanted + " do not");
            case Observation.PathGivenUp(var remote, PathId path, String reason) ->
                decided("gave-up", "gave up " + words(path) + " to " + name(remote, cast), reason);
            case Observation.CallMeMaybeSent(var remote, var relay, var addresses) ->
                saw("call-me-maybe-sent", "told " + name(remote, cast) + " its addresses " + words(addresses), "");
            case Observation.CallMeMaybeReceived(var remote, var relay, var addresses) ->
                saw("call-me-maybe-received", "was told the addresses " + words(addresses) + " of "
                        + name(remote, cast),
                        "");
            case Observation.StrangerRecognized(var remote, var mapped) ->
                saw("stranger-recognized", "recognized a stranger as " + name(remote, cast), "");
            case Observation.ReflexiveAddressLearned(var socket, var server, var address) ->
                saw("reflexive-address", "learned from " + SocketAddresses.format(server) + " that it is seen as "
                        + SocketAddresses.format(address), "");
            case Observation.OwnAddressesChanged(var addresses) ->
                saw("own-addresses", "tells others the addresses " + words(addresses), "");
            case Observation.RelayConnected(var relay) -> saw("relay-connected", "is connected to " + relay, "");
            case Observation.RelayLost(var relay, String reason) -> saw("relay-lost", "lost " + relay, reason);
            case Observation.RelayNoticeReceived(var relay, String text) ->
                saw("relay-notice", "heard from " + relay, text);
            case Observation.HomeRelayChanged(var before, var after, String reason) ->
                decided("home-relay", "made " + after + " its home", reason);
            case Observation.NetReported _, Observation.PingSent _, Observation.PingAnswered _,
                    Observation.PongReceived _, Observation.PunchSent _, Observation.PunchReceived _,
                    Observation.DuplicateSent _, Observation.DatagramDropped _ -> null;
        });
    }

    private static ObservationWords saw(String name, String text, String reason) {
        return new ObservationWords(name, false, text, reason);
    }

    private static ObservationWords decided(String name, String text, String reason) {
        return new ObservationWords(name, true, text, reason);
    }

    private static String name(EndpointId remote, Cast cast) {
        return cast.name(remote).orElse("somebody unknown");
    }

    private static String words(PathId path) {
        return switch (path) {
            case PathId.Direct direct -> SocketAddresses.format(direct.remote());
            case PathId.Relayed relayed -> relayed.relay().toString();
        };
    }

    private static String words(List<InetSocketAddress> addresses) {
        return addresses.stream().map(SocketAddresses::format).collect(Collectors.joining(", "));
    }
}
