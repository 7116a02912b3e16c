package dev.magicsock.scenarios.host;

import dev.magicsock.core.MagicSockCore;
import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.quicsim.host.QuicProcess;
import dev.magicsock.quicsim.kernel.Watchdog;
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

/**
 * Real QUIC above the MagicSock of one endpoint: a simulated process whose datagrams the MagicSock carries. Its threads
 * live by the host's monotonic clock, its jobs begin at times of the world.
 */
public final class EndpointQuic implements AutoCloseable {

    private final QuicProcess process;
    private final List<Planned> planned = new ArrayList<>();
    /** Whose the addresses are that QUIC asked for; as many as there are remotes in a scenario. */
    private final Map<InetSocketAddress, EndpointId> remotes = new LinkedHashMap<>();
    private MagicSockCore core;
    private EndpointListener listener;
    private Instant now = Instant.EPOCH;

    private record Planned(Instant at, QuicJob job) {
    }

    /** @param factory makes the process, given what carries its datagrams */
    public EndpointQuic(Function<QuicProcess.Transport, QuicProcess> factory) {
        this.process = factory.apply(new OverMagicSock());
    }

    /** At this instant of the world a job begins. */
    public void performAt(Instant at, QuicJob job) {
        planned.add(new Planned(at, job));
    }

    /** Lets a watchdog see whether its threads spin; to be called by the thread that will run it. */
    public void watchedBy(Watchdog watchdog) {
        watchdog.watch(process.kernel());
    }

    /** A datagram came out of the MagicSock. */
    void deliver(InetSocketAddress source, Optional<EndpointId> sender, ByteBuffer datagram) {
        process.deliver(source, sender, datagram);
    }

    /** Lets everything happen that can happen now. */
    void run(MagicSockCore above, EndpointListener hearing, Duration unixOffset, Instant worldNow,
            Instant monotonicNow) {
        core = above;
        listener = hearing;
        now = monotonicNow;
        process.unixOffset(unixOffset);
        for (Planned one : List.copyOf(planned)) {
            if (!one.at.isAfter(worldNow)) {
                planned.remove(one);
                process.perform(one.job);
            }
        }
        process.run(monotonicNow);
    }

    /** When threads have something to do, in monotonic time. */
    Optional<Instant> nextDeadline() {
        return process.nextDeadline();
    }

    /** When a job begins, in the time of the world. */
    Optional<Instant> nextJob() {
        return planned.stream().map(Planned::at).min(Instant::compareTo);
    }

    /** Where the application's threads wait, a line for each. */
    public List<String> standing() {
        return process.standing();
    }

    /** Ends all threads. */
    @Override
    public void close() {
        process.close();
    }

    private final class OverMagicSock implements QuicProcess.Transport {

        @Override
        public InetSocketAddress addressOf(EndpointId remote) {
            InetSocketAddress address = core.mappedAddress(remote);
            remotes.put(address, remote);
            return address;
        }

        @Override
        public void send(InetSocketAddress destination, ByteBuffer datagram, int flow) {
            if (listener.wantsDatagrams()) {
                listener.submitted(Optional.ofNullable(remotes.get(destination)), destination, datagram.duplicate());
            }
            core.handle(new MagicSockEvent.DatagramSubmitted(destination, datagram, flow), now);
        }
    }
}
