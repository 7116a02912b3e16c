package dev.magicsock.scenarios.host;

import dev.magicsock.core.MagicSockCore;
import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.scenarios.traffic.TrafficSource;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands above a MagicSock in a scenario: it connects and sends when the script says so. All times are of the
 * world.
 *
 * <p>One that answers behaves like a server: it sends to the address from which the remote's datagrams come to it, and
 * not before one has come. Whoever talks to a remote looks it up in the directory now and then, and tells the MagicSock
 * what is new.
 */
public final class Application {

    /** How often the directory is asked about remotes that it knows. */
    private static final Duration LOOKUP_INTERVAL = Duration.ofSeconds(1);
    /** The same for remotes that have published nothing yet, which are about to. */
    private static final Duration FIRST_LOOKUP_INTERVAL = Duration.ofMillis(100);

    private final Directory directory;
    private final List<Connect> connects = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private final Map<EndpointId, InetSocketAddress> heardFrom = new LinkedHashMap<>();
    private final Map<EndpointId, EndpointAddr> told = new LinkedHashMap<>();
    private Instant nextLookup = Instant.MAX;

    private record Connect(Instant at, EndpointId remote) {
    }

    private record Flow(EndpointId remote, TrafficSource source, boolean answering, int number) {
    }

    /** An application that does nothing until it is told to. */
    public Application(Directory directory) {
        this.directory = directory;
    }

    /** At this instant it connects to a remote. */
    public void connectAt(Instant at, EndpointId remote) {
        connects.add(new Connect(at, remote));
    }

    /** It sends datagrams to a remote that it connects to. */
    public void send(EndpointId remote, TrafficSource source) {
        flows.add(new Flow(remote, source, false, flows.size()));
    }

    /** It sends datagrams to a remote that connects to it, once it has heard from it. */
    public void answer(EndpointId remote, TrafficSource source) {
        flows.add(new Flow(remote, source, true, flows.size()));
    }

    /** A datagram of this remote arrived under this address. */
    void heard(EndpointId remote, InetSocketAddress mapped, Instant now) {
        if (heardFrom.put(remote, mapped) == null && !told.containsKey(remote)) {
            connects.add(new Connect(now, remote));
        }
    }

    /** When it next has something to do. */
    Optional<Instant> nextAction() {
        Instant next = nextLookup;
        for (Connect connect : connects) {
            next = earlier(next, connect.at);
        }
        for (Flow flow : flows) {
            if (canSend(flow)) {
                next = earlier(next, flow.source.nextSend().orElse(Instant.MAX));
            }
        }
        return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
    }

    private static Instant earlier(Instant x, Instant y) {
        return y.isBefore(x) ? y : x;
    }

    private boolean canSend(Flow flow) {
        return flow.answering ? heardFrom.containsKey(flow.remote) : told.containsKey(flow.remote);
    }

    /**
     * Does what is due.
     *
     * @param worldNow the time of the world
     * @param now      the time of the MagicSock
     */
    void act(MagicSockCore core, Instant worldNow, Instant now) {
        for (Connect connect : List.copyOf(connects)) {
            if (!connect.at.isAfter(worldNow)) {
                connects.remove(connect);
                lookUp(connect.remote, core, now);
                nextLookup = worldNow;
            }
        }
        if (!nextLookup.isAfter(worldNow)) {
            List.copyOf(told.keySet()).forEach(remote -> lookUp(remote, core, now));
            boolean allPublished = told.values().stream().noneMatch(found -> found.equals(EndpointAddr.of(found.id())));
            nextLookup = worldNow.plus(allPublished ? LOOKUP_INTERVAL : FIRST_LOOKUP_INTERVAL);
        }
        for (Flow flow : flows) {
            if (canSend(flow)) {
                sendDue(flow, core, worldNow, now);
            }
        }
    }

    private void lookUp(EndpointId remote, MagicSockCore core, Instant now) {
        EndpointAddr found = directory.lookup(remote);
        if (!found.equals(told.put(remote, found))) {
            core.handle(new MagicSockEvent.RemoteAdded(found), now);
        }
    }

    private void sendDue(Flow flow, MagicSockCore core, Instant worldNow, Instant now) {
        for (Optional<ByteBuffer> datagram = flow.source.poll(worldNow); datagram.isPresent();
                datagram = flow.source.poll(worldNow)) {
            InetSocketAddress destination =
                    flow.answering ? heardFrom.get(flow.remote) : core.mappedAddress(flow.remote);
            core.handle(new MagicSockEvent.DatagramSubmitted(destination, datagram.get(), flow.number), now);
        }
    }
}
