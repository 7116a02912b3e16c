package dev.magicsock.scenarios.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Other people behind the same NAT: each datagram goes somewhere else, and so makes a mapping, at Poisson times. */
final class Others implements Program {

    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 50_000;

    private final double perSecond;
    private final RandomGenerator random;
    private final Supplier<IpAddress> somewhere;
    private UdpSocket socket;
    private Instant next;
    private int count;

    Others(double perSecond, RandomGenerator random, Supplier<IpAddress> somewhere) {
        this.perSecond = perSecond;
        this.random = random;
        this.somewhere = somewhere;
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        if (socket == null) {
            socket = host.bindUdp(0);
            next = now.plusNanos(pause());
        }
        while (!now.isBefore(next)) {
            socket.send(IpEndpoint.of(somewhere.get(), FIRST_PORT + count++ % PORTS), ByteBuffer.wrap(new byte[10]));
            next = next.plusNanos(pause());
        }
    }

    private long pause() {
        return (long) (-StrictMath.log(1 - random.nextDouble()) / perSecond * 1e9);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return Optional.ofNullable(next);
    }
}
