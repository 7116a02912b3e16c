package dev.magicsock.quicsim.host;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.quicsim.process.QuicJob;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Real QUIC on a simulated host, directly over UDP: one port, and addresses that are known beforehand. */
public final class QuicProgram implements Program {

    private final Function<QuicProcess.Transport, QuicProcess> factory;
    private final int port;
    private final Map<EndpointId, InetSocketAddress> addresses = new LinkedHashMap<>();
    private final Map<InetSocketAddress, EndpointId> remotes = new LinkedHashMap<>();
    private final List<Planned> planned = new ArrayList<>();

    private UdpSocket socket;
    private QuicProcess process;

    private record Planned(Instant at, QuicJob job) {
    }

    /**
     * A program.
     *
     * @param factory makes the process, given what carries its datagrams
     * @param port    the local UDP port
     */
    public QuicProgram(Function<QuicProcess.Transport, QuicProcess> factory, int port) {
        this.factory = factory;
        this.port = port;
    }

    /** Says where a remote is; before it is dialled. */
    public QuicProgram knows(EndpointId remote, IpEndpoint address) {
        addresses.put(remote, address.toInetSocketAddress());
        remotes.put(address.toInetSocketAddress(), remote);
        return this;
    }

    /** Does a job at an instant of the host's monotonic time; to be said before the start. */
    public QuicProgram performAt(Instant at, QuicJob job) {
        planned.add(new Planned(at, job));
        return this;
    }

    /** The process; null before the start. */
    public QuicProcess process() {
        return process;
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        if (process == null) {
            socket = host.bindUdp(port);
            process = factory.apply(new OverUdp());
        }
        process.unixOffset(Duration.between(now, host.wallClock()));
        if (event instanceof HostEvent.DatagramReceived(UdpSocket _, IpEndpoint source, ByteBuffer payload)) {
            InetSocketAddress from = source.toInetSocketAddress();
            process.deliver(from, Optional.ofNullable(remotes.get(from)), payload);
        }
        startDue(now);
        process.run(now);
    }

    private void startDue(Instant now) {
        if (planned.isEmpty()) {
            return;
        }
        planned.stream().filter(one -> !one.at.isAfter(now)).forEach(one -> process.perform(one.job));
        planned.removeIf(one -> !one.at.isAfter(now));
    }

    @Override
    public Optional<Instant> nextDeadline() {
        if (process == null) {
            return Optional.empty();
        }
        Optional<Instant> next = process.nextDeadline();
        for (Planned one : planned) {
            if (next.isEmpty() || one.at.isBefore(next.get())) {
                next = Optional.of(one.at);
            }
        }
        return next;
    }

    private final class OverUdp implements QuicProcess.Transport {

        @Override
        public InetSocketAddress addressOf(EndpointId remote) {
            InetSocketAddress address = addresses.get(remote);
            if (address == null) {
                throw new IllegalArgumentException("nobody said where " + remote + " is");
            }
            return address;
        }

        @Override
        public void send(InetSocketAddress destination, ByteBuffer datagram, int flow) {
            socket.send(IpEndpoint.of(destination), datagram);
        }
    }
}
