package dev.magicsock.netsim.firewall;

import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.MiddleboxFactory;
import dev.magicsock.netsim.element.Outlet;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Drops UDP in both directions, except to and from a few remote ports; streams and ICMP errors pass. */
public final class UdpBlock implements Middlebox {

    private final ElementContext context;
    private final Outlet inside;
    private final Outlet outside;
    private final BitSet allowedRemotePorts;

    private UdpBlock(BitSet allowedRemotePorts, ElementContext context, Outlet inside, Outlet outside) {
        this.allowedRemotePorts = allowedRemotePorts;
        this.context = context;
        this.inside = inside;
        this.outside = outside;
    }

    /** Blocks all UDP. */
    public static MiddleboxFactory all() {
        return except(List.of());
    }

    /**
     * Blocks UDP unless the remote port is one of these, such as 53 and 443.
     *
     * @throws IllegalArgumentException if one is not in 1..65535
     */
    public static MiddleboxFactory except(Collection<Integer> remotePorts) {
        BitSet allowed = new BitSet();
        for (int port : remotePorts) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port " + port + " is not in 1..65535");
            }
            allowed.set(port);
        }
        return (context, inside, outside, _) -> new UdpBlock(allowed, context, inside, outside);
    }

    @Override
    public void receive(Packet packet, int port, long nowNanos) {
        int remotePort = (port == INSIDE ? packet.destination() : packet.source()).port();
        if (packet.transport() == Transport.UDP && !allowedRemotePorts.get(remotePort)) {
            context.drop(packet, DropReason.UDP_BLOCKED, () -> describe(remotePort), nowNanos);
        } else {
            (port == INSIDE ? outside : inside).send(packet, nowNanos);
        }
    }

    private String describe(int remotePort) {
        if (allowedRemotePorts.isEmpty()) {
            return "no UDP passes";
        }
        String allowed = allowedRemotePorts.stream().mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "remote port " + remotePort + " is not one of " + allowed;
    }
}
