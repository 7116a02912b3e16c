package dev.magicsock.scenarios.qlog;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.reports.json.JsonLine;
import dev.magicsock.scenarios.host.Via;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** Names the paths in one file, each of which is explained by {@code quic:tuple_assigned} when it is first used. */
final class Tuples {

    /** Explained at most; what comes beyond has a name that speaks for itself. */
    private static final int MAX_EXPLAINED = 1024;

    private final QlogOutput.Events events;
    private final Set<String> explained = new LinkedHashSet<>();

    Tuples(QlogOutput.Events events) {
        this.events = events;
    }

    /** The name of a path. */
    String name(Via via) {
        String name = switch (via) {
            case Via.Direct(InetSocketAddress remote) -> SocketAddresses.format(remote);
            case Via.Relayed(String relay, EndpointId _) -> "relay " + relay;
        };
        if (explained.size() < MAX_EXPLAINED && explained.add(name)) {
            events.add("quic:tuple_assigned",
                    new JsonLine().put("tuple_id", name).put("tuple_remote", remote(via)));
        }
        return name;
    }

    private static JsonLine remote(Via via) {
        return switch (via) {
            case Via.Direct(InetSocketAddress remote) when remote.getAddress() instanceof Inet6Address ->
                    new JsonLine().put("ip_v6", remote.getAddress().getHostAddress()).put("port_v6", remote.getPort());
            case Via.Direct(InetSocketAddress remote) ->
                    new JsonLine().put("ip_v4", remote.getAddress().getHostAddress()).put("port_v4", remote.getPort());
            case Via.Relayed(String relay, EndpointId _) -> new JsonLine().put("relay", relay);
        };
    }
}
