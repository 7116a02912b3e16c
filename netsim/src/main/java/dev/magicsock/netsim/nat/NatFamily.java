package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** One address family of a translator: its external addresses and a table for each transport. */
final class NatFamily {

    private final MappingListener listener;
    private final RandomGenerator udpRandom;
    private final RandomGenerator streamRandom;
    /** In ascending order; carriers have hundreds. */
    private IpAddress[] external = {};
    private AddressBindings bindings = new AddressBindings(List.of());
    private NatTable udp;
    private NatTable stream;

    NatFamily(Function<String, RandomGenerator> randomOfPart, String name, MappingListener listener) {
        this.listener = listener;
        udpRandom = randomOfPart.apply(name + "/udp");
        streamRandom = randomOfPart.apply(name + "/stream");
    }

    /** Starts with empty tables; the random numbers go on, so that another start brings other ports. */
    void restart(NatBehavior behavior, List<IpAddress> addresses) {
        external = addresses.stream().sorted().toArray(IpAddress[]::new);
        if (!bindings.isFor(addresses)) {
            bindings = new AddressBindings(addresses);
        }
        udp = new NatTable(behavior, Transport.UDP, addresses, bindings, udpRandom, listener);
        stream = new NatTable(behavior, Transport.STREAM, addresses, bindings, streamRandom, listener);
    }

    void removeExpired(long nowNanos) {
        udp.removeExpired(nowNanos);
        stream.removeExpired(nowNanos);
    }

    void changeBehavior(NatBehavior behavior) {
        udp.changeBehavior(behavior);
        stream.changeBehavior(behavior);
    }

    boolean isExternal(IpAddress address) {
        return external.length == 1 ? external[0].equals(address) : Arrays.binarySearch(external, address) >= 0;
    }

    Translation outbound(Transport transport, IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        return external.length == 0
                ? new NatDrop.NotTranslatable(internal)
                : table(transport).outbound(internal, remote, nowNanos);
    }

    Translation inbound(Transport transport, IpEndpoint externalEndpoint, IpEndpoint remote, long nowNanos) {
        return table(transport).inbound(externalEndpoint, remote, nowNanos);
    }

    boolean hasExternal() {
        return external.length > 0;
    }

    NatTable udp() {
        return udp;
    }

    void closing(IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        stream.closing(internal, remote, nowNanos);
    }

    Translation internalOf(Transport transport, IpEndpoint externalEndpoint, IpEndpoint remote, long nowNanos) {
        return table(transport).internalOf(externalEndpoint, remote, nowNanos);
    }

    Translation externalOf(Transport transport, IpEndpoint internal, IpEndpoint remote, long nowNanos) {
        return table(transport).externalOf(internal, remote, nowNanos);
    }

    private NatTable table(Transport transport) {
        return transport == Transport.STREAM ? stream : udp;
    }
}
