package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.Transport;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A table, a clock in seconds, and the endpoints that the tests speak of. */
final class NatTableFixture {

    static final IpAddress EXTERNAL = IpAddress.parse("203.0.113.1");
    static final IpEndpoint ALICE = IpEndpoint.parse("10.0.0.1:5000");
    static final IpEndpoint ALICES_OTHER_SOCKET = IpEndpoint.parse("10.0.0.1:6000");
    static final IpEndpoint BOB = IpEndpoint.parse("10.0.0.2:5000");
    static final IpEndpoint CAROL = IpEndpoint.parse("10.0.0.3:5000");
    /** Two ports of one remote address, and another address. */
    static final IpEndpoint REMOTE = IpEndpoint.parse("198.51.100.7:4444");
    static final IpEndpoint SAME_ADDRESS = IpEndpoint.parse("198.51.100.7:5555");
    static final IpEndpoint ELSEWHERE = IpEndpoint.parse("198.51.100.8:4444");

    final NatTable table;
    private long now;

    NatTableFixture(NatBehavior behavior) {
        this(behavior, Transport.UDP);
    }

    NatTableFixture(NatBehavior behavior, Transport transport) {
        this(behavior, transport, List.of(EXTERNAL));
    }

    NatTableFixture(NatBehavior behavior, Transport transport, List<IpAddress> addresses) {
        table = new NatTable(behavior, transport, addresses, new AddressBindings(addresses), new SplittableRandom(7),
                new Unheard());
    }

    /** Lets the time come to so many seconds after the start. */
    NatTableFixture at(double seconds) {
        now = Duration.ofMillis(Math.round(seconds * 1000)).toNanos();
        return this;
    }

    /** Sends from the inside; the external endpoint. */
    IpEndpoint out(IpEndpoint internal, IpEndpoint remote) {
        return endpoint(send(internal, remote));
    }

    Translation send(IpEndpoint internal, IpEndpoint remote) {
        return table.outbound(internal, remote, now);
    }

    Translation receive(IpEndpoint external, IpEndpoint remote) {
        return table.inbound(external, remote, now);
    }

    boolean letsIn(IpEndpoint external, IpEndpoint remote) {
        return receive(external, remote) instanceof Translation.Translated;
    }

    void close(IpEndpoint internal, IpEndpoint remote) {
        table.closing(internal, remote, now);
    }

    /** Why a packet is refused, in the words of reports. */
    static String why(Translation translation) {
        return switch (translation) {
            case NatDrop drop -> drop.reason().label() + ": " + drop.describe();
            case Translation.Translated translated -> translated.toString();
        };
    }

    private static IpEndpoint endpoint(Translation translation) {
        return switch (translation) {
            case Translation.Translated(IpEndpoint endpoint) -> endpoint;
            case NatDrop drop -> throw new AssertionError(why(drop));
        };
    }
}
