package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.MiddleboxFactory;
import dev.magicsock.netsim.element.Outlet;
import dev.magicsock.netsim.element.Rebootable;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A translator in a network: UDP and streams are translated by its tables, ICMP errors so that they reach whom they
 * concern.
 *
 * <p>Whatever lies behind the inside port is its private realm, other translators included. Packets that it refuses end
 * here with a reason and the knowledge behind it, such as "address-and-port-dependent, no contact with
 * 198.51.100.7:4444". IPv6 passes as it is unless the behaviour asks for its translation. Runs on the simulation's
 * thread.
 */
public final class Nat implements Middlebox, Rebootable {

    private final ElementContext context;
    private final Outlet inside;
    private final Outlet outside;
    private final NatFamily ipv4;
    private final NatFamily ipv6;
    private NatBehavior behavior;
    /** Null if it answers nobody. */
    private PortMappingDesk desk;

    private Nat(NatBehavior behavior, ElementContext context, Outlet inside, Outlet outside,
            List<IpAddress> addresses, Function<String, RandomGenerator> randomOfPart) {
        this.behavior = behavior;
        this.context = context;
        this.inside = inside;
        this.outside = outside;
        MappingListener mappings = new TracedMappings(context);
        this.ipv4 = new NatFamily(randomOfPart, "ipv4", mappings);
        this.ipv6 = new NatFamily(randomOfPart, "ipv6", mappings);
        restart(addresses, 0);
    }

    /** Translators of this behaviour; their external addresses are those that the upstream network gives. */
    public static MiddleboxFactory of(NatBehavior behavior) {
        return (context, inside, outside, addresses) ->
                new Nat(behavior, context, inside, outside, addresses, context::random);
    }

    /**
     * The same with random numbers from elsewhere, which lets a test repeat what another translator drew.
     *
     * @param random for all of the translator's parts
     */
    public static MiddleboxFactory drawing(NatBehavior behavior, RandomGenerator random) {
        return (context, inside, outside, addresses) ->
                new Nat(behavior, context, inside, outside, addresses, _ -> random);
    }

    /** How it behaves now. */
    public NatBehavior behavior() {
        return behavior;
    }

    /** Behaves differently from now on. Mappings and sessions that live keep the behaviour they were made with. */
    public void changeBehavior(NatBehavior newBehavior) {
        boolean sameDesk = newBehavior.portMapping().equals(behavior.portMapping());
        behavior = newBehavior;
        ipv4.changeBehavior(newBehavior);
        ipv6.changeBehavior(newBehavior);
        if (!sameDesk) {
            openDesk(context.queue().now());
        }
    }

    @Override
    public void reboot(List<IpAddress> outsideAddresses, long nowNanos) {
        noticeExpired(nowNanos);
        context.mappingsForgotten(nowNanos);
        restart(outsideAddresses, nowNanos);
    }

    /** Lets the trace know of all mappings that have expired by now; nothing else changes. */
    public void noticeExpired(long nowNanos) {
        ipv4.removeExpired(nowNanos);
        ipv6.removeExpired(nowNanos);
    }

    private void restart(List<IpAddress> addresses, long nowNanos) {
        ipv4.restart(behavior, addresses.stream().filter(IpAddress::isV4).toList());
        ipv6.restart(behavior, addresses.stream().filter(IpAddress::isV6).toList());
        openDesk(nowNanos);
    }

    private void openDesk(long nowNanos) {
        desk = behavior.portMapping().filter(_ -> ipv4.hasExternal())
                .map(settings -> new PortMappingDesk(settings, new Requests(), nowNanos)).orElse(null);
    }

    @Override
    public void receive(Packet packet, int port, long nowNanos) {
        boolean v4 = packet.destination().address().isV4();
        if (!v4 && behavior.ipv6() == Ipv6Handling.ROUTED) {
            (port == INSIDE ? outside : inside).send(packet, nowNanos);
            return;
        }
        NatFamily family = v4 ? ipv4 : ipv6;
        if (packet.transport() == Transport.ICMP) {
            icmp(family, packet, port, nowNanos);
        } else if (port == INSIDE) {
            outbound(family, packet, nowNanos);
        } else {
            inbound(family, packet, nowNanos);
        }
    }

    private void outbound(NatFamily family, Packet packet, long nowNanos) {
        if (desk != null && isForDesk(packet)) {
            serve(packet, nowNanos);
            return;
        }
        if (family.isExternal(packet.destination().address())) {
            hairpin(family, packet, nowNanos);
            return;
        }
        IpEndpoint internal = packet.source();
        IpEndpoint remote = packet.destination();
        switch (family.outbound(packet.transport(), internal, remote, nowNanos)) {
            case Translation.Translated(IpEndpoint external) -> {
                packet.translateSource(external);
                rewrite(packet, internal, external);
                noticeEnd(family, packet, internal, remote, nowNanos);
                context.translated(packet, internal, remote, nowNanos);
                outside.send(packet, nowNanos);
            }
            case NatDrop drop -> drop(packet, drop, nowNanos);
        }
    }

    private void inbound(NatFamily family, Packet packet, long nowNanos) {
        IpEndpoint external = packet.destination();
        IpEndpoint remote = packet.source();
        switch (family.inbound(packet.transport(), external, remote, nowNanos)) {
            case Translation.Translated(IpEndpoint internal) -> {
                packet.translateDestination(internal);
                rewrite(packet, external, internal);
                noticeEnd(family, packet, internal, remote, nowNanos);
                context.translated(packet, remote, external, nowNanos);
                inside.send(packet, nowNanos);
            }
            case NatDrop drop -> drop(packet, drop, nowNanos);
        }
    }

    private void rewrite(Packet packet, IpEndpoint from, IpEndpoint to) {
        if (behavior.payload() == PayloadHandling.REWRITTEN && from.address().isV4() && to.address().isV4()) {
            packet.replaceInPayload(from.address().toBytes(), to.address().toBytes());
        }
    }

    private static boolean isForDesk(Packet packet) {
        return packet.transport() == Transport.UDP && packet.destination().port() == PortMappingServer.PORT
                && packet.destination().address().equals(PortMappingServer.ADDRESS);
    }

    /** Somebody inside asks for a port mapping. */
    private void serve(Packet packet, long nowNanos) {
        IpEndpoint client = packet.source();
        IpEndpoint server = packet.destination();
        context.delivered(packet, nowNanos);
        Optional<ByteBuffer> answer =
                packet.isCorrupted() ? Optional.empty() : desk.answer(client, packet.payload().slice(), nowNanos);
        context.release(packet);
        if (answer.isPresent()) {
            Packet back = context.newPacket();
            back.fillUdp(server, client, answer.get());
            context.sent(back, nowNanos);
            inside.send(back, nowNanos);
        }
    }

    /** What is asked for at the desk concerns UDP over IPv4. */
    private final class Requests implements PortMappingDesk.Mappings {

        @Override
        public Translation map(IpEndpoint internal, int suggestedPort, Duration lifetime, long nowNanos) {
            return ipv4.udp().request(internal, suggestedPort, lifetime, nowNanos);
        }

        @Override
        public void unmap(IpEndpoint internal, long nowNanos) {
            ipv4.udp().giveBack(internal, nowNanos);
        }

        @Override
        public boolean isMapped(IpEndpoint internal, long nowNanos) {
            return ipv4.udp().isRequested(internal, nowNanos);
        }

        @Override
        public IpAddress externalOf(IpEndpoint internal) {
            return ipv4.udp().externalAddressOf(internal);
        }
    }

    /** RFC 4787 section 6: out through the sender's mapping and in through the receiver's, filter included. */
    private void hairpin(NatFamily family, Packet packet, long nowNanos) {
        IpEndpoint internal = packet.source();
        IpEndpoint target = packet.destination();
        if (behavior.hairpinning() == Hairpinning.NONE) {
            drop(packet, new NatDrop.HairpinRefused(target), nowNanos);
            return;
        }
        switch (family.outbound(packet.transport(), internal, target, nowNanos)) {
            case Translation.Translated(IpEndpoint external) ->
                    hairpinBack(family, packet, internal, external, nowNanos);
            case NatDrop drop -> drop(packet, drop, nowNanos);
        }
    }

    private void hairpinBack(NatFamily family, Packet packet, IpEndpoint internal, IpEndpoint external, long nowNanos) {
        IpEndpoint target = packet.destination();
        switch (family.inbound(packet.transport(), target, external, nowNanos)) {
            case Translation.Translated(IpEndpoint receiver) -> {
                if (behavior.hairpinning() == Hairpinning.EXTERNAL_SOURCE) {
                    packet.translateSource(external);
                }
                packet.translateDestination(receiver);
                noticeEnd(family, packet, internal, target, nowNanos);
                noticeEnd(family, packet, receiver, external, nowNanos);
                context.translated(packet, internal, target, nowNanos);
                inside.send(packet, nowNanos);
            }
            case NatDrop drop -> drop(packet, drop, nowNanos);
        }
    }

    /** RFC 7857 section 2: a stream that was closed or reset needs its session for a short time only. */
    private static void noticeEnd(NatFamily family, Packet packet, IpEndpoint internal, IpEndpoint remote,
            long nowNanos) {
        if (packet.transport() == Transport.STREAM && (packet.segment().fin() || packet.segment().rst())) {
            family.closing(internal, remote, nowNanos);
        }
    }

    private void icmp(NatFamily family, Packet packet, int port, long nowNanos) {
        if (behavior.icmp() == IcmpHandling.DROP) {
            drop(packet, new NatDrop.IcmpRefused(), nowNanos);
        } else if (port == OUTSIDE) {
            icmpInbound(family, packet, nowNanos);
        } else {
            icmpOutbound(family, packet, nowNanos);
        }
    }

    /** RFC 5508 section 4: an error about a packet that went out finds its way by the endpoints that it quotes. */
    private void icmpInbound(NatFamily family, Packet packet, long nowNanos) {
        IpEndpoint remote = packet.quotedDestination();
        switch (family.internalOf(packet.quotedTransport(), packet.quotedSource(), remote, nowNanos)) {
            case Translation.Translated(IpEndpoint internal) -> {
                IpEndpoint destination = IpEndpoint.of(internal.address(), 0);
                translateIcmp(packet, packet.source(), destination, internal, remote, nowNanos);
                inside.send(packet, nowNanos);
            }
            case NatDrop drop -> drop(packet, drop, nowNanos);
        }
    }

    /** An error about a packet that came in: it must not show internal addresses to the outside. */
    private void icmpOutbound(NatFamily family, Packet packet, long nowNanos) {
        IpEndpoint remote = packet.quotedSource();
        switch (family.externalOf(packet.quotedTransport(), packet.quotedDestination(), remote, nowNanos)) {
            case Translation.Translated(IpEndpoint external) when family.isExternal(remote.address()) ->
                    icmpHairpin(family, packet, external, nowNanos);
            case Translation.Translated(IpEndpoint external) -> {
                IpEndpoint source = IpEndpoint.of(external.address(), 0);
                translateIcmp(packet, source, packet.destination(), remote, external, nowNanos);
                outside.send(packet, nowNanos);
            }
            case NatDrop drop -> drop(packet, drop, nowNanos);
        }
    }

    /** The packet in question came from the inside and went back there; both of its ends are translated. */
    private void icmpHairpin(NatFamily family, Packet packet, IpEndpoint target, long nowNanos) {
        switch (family.internalOf(packet.quotedTransport(), packet.quotedSource(), target, nowNanos)) {
            case Translation.Translated(IpEndpoint sender) -> {
                IpEndpoint source = IpEndpoint.of(target.address(), 0);
                translateIcmp(packet, source, IpEndpoint.of(sender.address(), 0), sender, target, nowNanos);
                inside.send(packet, nowNanos);
            }
            case NatDrop drop -> drop(packet, drop, nowNanos);
        }
    }

    private void translateIcmp(Packet packet, IpEndpoint source, IpEndpoint destination, IpEndpoint quotedSource,
            IpEndpoint quotedDestination, long nowNanos) {
        IpEndpoint oldSource = packet.source();
        IpEndpoint oldDestination = packet.destination();
        packet.translateSource(source);
        packet.translateDestination(destination);
        packet.translateQuoted(quotedSource, quotedDestination);
        context.translated(packet, oldSource, oldDestination, nowNanos);
    }

    private void drop(Packet packet, NatDrop drop, long nowNanos) {
        context.drop(packet, drop.reason(), drop, nowNanos);
    }
}
