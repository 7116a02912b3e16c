package dev.magicsock.scenarios.qlog;

import dev.magicsock.quicsim.process.QuicTap;
import dev.magicsock.scenarios.host.QuicIds;
import dev.magicsock.scenarios.host.Via;
import dev.magicsock.trace.QuicTrace;
import dev.magicsock.trace.QuicTraceEvent;
import dev.magicsock.trace.QuicTraces;
import dev.magicsock.trace.TracedPacket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Follows the connections of one endpoint: which packets are in which datagram, and which path carries it.
 *
 * <p>A packet that was sent is in the datagram that was last submitted to the same connection id, because a connection
 * has one thread that sends. A packet that was received is in the datagram that was taken from the socket last before
 * kwik looked at its clock, because a socket has one thread that receives.
 */
final class QuicQlog implements QuicTap {

    /** Connection ids, and datagrams under way, that are known at the same time; the oldest are forgotten first. */
    private static final int MAX_KNOWN = 8192;
    /** Datagrams of one connection that are taken and not yet read. */
    private static final int MAX_TAKEN = 1024;

    private final BiFunction<QuicTraces.Side, String, Optional<ConnectionQlog>> files;
    private final Map<String, Submitted> submitted = new Recent<>(MAX_KNOWN);
    private final Map<String, ConnectionQlog> byId = new Recent<>(MAX_KNOWN);
    private final Map<Long, Delivered> delivered = new Recent<>(MAX_KNOWN);
    private final Map<String, Deque<Taken>> taken = new Recent<>(MAX_KNOWN);
    private Optional<Via> arrival = Optional.empty();
    private long deliveries;
    private long ids;

    private record Submitted(Datagram datagram, ByteBuffer bytes) {
    }

    private record Delivered(Datagram datagram, String connectionId) {
    }

    private record Taken(Datagram datagram, Instant at) {
    }

    /** Forgets the oldest at the bound. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;
        private final int most;

        Recent(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    /** @param files makes the file of one end of a connection, given its original destination id */
    QuicQlog(BiFunction<QuicTraces.Side, String, Optional<ConnectionQlog>> files) {
        this.files = files;
    }

    /** QUIC submits a datagram. */
    void submitted(ByteBuffer datagram) {
        ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip();
        submitted.put(QuicIds.destination(datagram),
                new Submitted(new Datagram(++ids, datagram.remaining()), copy));
    }

    /** A datagram goes on a path. */
    void sent(Via via, ByteBuffer datagram) {
        String destination = QuicIds.destination(datagram);
        Submitted last = submitted.get(destination);
        if (last == null || !last.bytes.equals(datagram)) {
            return; // A probe, or a datagram that waited for a path while another one came.
        }
        last.datagram.add(via);
        ConnectionQlog connection = byId.get(destination);
        if (connection != null) {
            connection.datagramSent(last.datagram, via);
        }
    }

    /** A datagram came on a path. */
    void received(Via via) {
        arrival = Optional.of(via);
    }

    /** The datagram that came last is for QUIC. */
    void delivered(ByteBuffer datagram) {
        Datagram known = new Datagram(++ids, datagram.remaining());
        arrival.ifPresent(known::add);
        delivered.put(++deliveries, new Delivered(known, QuicIds.destination(datagram)));
    }

    @Override
    public void taken(long delivery, Instant at) {
        Delivered one = delivered.remove(delivery);
        if (one == null) {
            return;
        }
        ConnectionQlog connection = byId.get(one.connectionId);
        if (connection != null) {
            connection.datagramReceived(one.datagram);
        }
        Deque<Taken> waiting = taken.computeIfAbsent(one.connectionId, _ -> new ArrayDeque<>());
        if (waiting.size() == MAX_TAKEN) {
            waiting.removeFirst();
        }
        waiting.addLast(new Taken(one.datagram, at));
    }

    @Override
    public QuicTraces traces() {
        return this::begin;
    }

    private QuicTrace begin(QuicTraces.Side side, byte[] originalDestination) {
        String id = HexFormat.of().formatHex(originalDestination);
        return files.apply(side, id).<QuicTrace>map(connection -> {
            if (side == QuicTraces.Side.CLIENT) {
                byId.put(id, connection);
            } else {
                learnReceiving(id, connection);
            }
            return event -> happened(connection, event);
        }).orElse(QuicTrace.NONE);
    }

    private void happened(ConnectionQlog connection, QuicTraceEvent event) {
        switch (event) {
            case QuicTraceEvent.Sent sent -> sent.packets().forEach(packet -> sent(connection, packet));
            case QuicTraceEvent.Received(TracedPacket packet, Instant at) -> received(connection, packet, at);
            case QuicTraceEvent.Lost _, QuicTraceEvent.Congestion _, QuicTraceEvent.RoundTrips _,
                    QuicTraceEvent.Parameters _, QuicTraceEvent.TimedOut _ -> connection.happened(event);
        }
    }

    private void sent(ConnectionQlog connection, TracedPacket packet) {
        Submitted last = submitted.get(packet.destination());
        if (byId.put(packet.destination(), connection) == null && last != null) {
            last.datagram.vias().forEach(via -> connection.datagramSent(last.datagram, via));
        }
        connection.sent(packet, Optional.ofNullable(last).map(Submitted::datagram));
    }

    private void received(ConnectionQlog connection, TracedPacket packet, Instant at) {
        learnReceiving(packet.destination(), connection);
        Deque<Taken> waiting = taken.getOrDefault(packet.destination(), new ArrayDeque<>());
        Optional<Datagram> datagram = Optional.empty();
        while (!waiting.isEmpty() && !waiting.getFirst().at.isAfter(at)) {
            datagram = Optional.of(waiting.getFirst().datagram);
            if (waiting.size() == 1 || waiting.stream().skip(1).findFirst().orElseThrow().at.isAfter(at)) {
                break; // Kept: further packets of the same datagram may follow.
            }
            waiting.removeFirst();
        }
        connection.received(packet, datagram);
    }

    /** Datagrams that were taken before it was known whose id this is, are told now. */
    private void learnReceiving(String id, ConnectionQlog connection) {
        if (byId.put(id, connection) == null) {
            taken.getOrDefault(id, new ArrayDeque<>()).forEach(one -> connection.datagramReceived(one.datagram));
        }
    }
}
