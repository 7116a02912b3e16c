package dev.magicsock.netsim.stream;

import static dev.magicsock.netsim.stream.TwoHosts.MILLISECOND;
import static dev.magicsock.netsim.stream.TwoHosts.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamStackTest {

    /** Room for four connections and two open handshakes, three segments out of order. */
    private static final StreamSettings SMALL = new StreamSettings(4096, 8192, 3, 6, 5, 15, 4, 2);

    @Test
    void aPortIsListenedOnOnce() {
        TwoHosts hosts = new TwoHosts(1);
        assertThrows(IllegalArgumentException.class, () -> hosts.server.stack.listen(TwoHosts.SERVER_PORT));
        assertThrows(IllegalArgumentException.class, () -> hosts.server.stack.listen(0));
        assertThrows(IllegalArgumentException.class, () -> hosts.server.stack.listen(65_536));
    }

    @Test
    void connectionsToOneServerHavePortsOfTheirOwn() {
        TwoHosts hosts = new TwoHosts(1);
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            int port = hosts.connect().local().port();
            assertTrue(port >= 32_768 && port <= 60_999, "port " + port);
            assertTrue(ports.add(port), "port " + port + " twice");
        }
    }

    @Test
    void aFloodOfSynsStaysWithinTheBacklog() {
        TwoHosts hosts = new TwoHosts(1, SMALL);
        hosts.server.wire.loses = segment -> true;
        for (int port = 1; port <= 1_000; port++) {
            hosts.inject(IpEndpoint.of(hosts.client.address, port), hosts.serverEndpoint(), syn(port));
        }
        assertEquals(2, hosts.server.stack.connectionCount());
        assertEquals(998, count(hosts.server, SegmentOutcome.BACKLOG_FULL));
        hosts.runUntilQuiet(300 * SECOND);
        assertEquals(0, hosts.server.stack.connectionCount(), "handshakes that never end are forgotten");
        assertEquals(List.of(), hosts.server.events, "and the program never hears of them");
    }

    @Test
    void aFullTableRefusesBothWays() {
        TwoHosts hosts = new TwoHosts(1, SMALL);
        for (int i = 0; i < 4; i++) {
            hosts.connect();
            hosts.runFor(100 * MILLISECOND);
        }
        assertEquals(4, hosts.server.connections.size());
        hosts.connect();
        assertEquals(List.of(StreamEnd.UNREACHABLE), hosts.client.ends());
        hosts.inject(IpEndpoint.of(hosts.client.address, 9), hosts.serverEndpoint(), syn(1));
        assertEquals(SegmentOutcome.CONNECTIONS_FULL, hosts.server.outcomes.getLast());
        assertEquals(4, hosts.server.stack.connectionCount());
    }

    @Test
    void aConnectionThatOnlyWaitsForStragglersMakesRoom() {
        TwoHosts hosts = new TwoHosts(1, SMALL);
        for (int i = 0; i < 8; i++) {
            StreamConnection connection = hosts.connect();
            hosts.runFor(100 * MILLISECOND);
            hosts.client.close(connection);
            hosts.runFor(100 * MILLISECOND);
            hosts.server.close(hosts.server.connections.getLast());
            hosts.runFor(100 * MILLISECOND);
        }
        assertEquals(8, hosts.client.connections.size());
        assertEquals(4, hosts.client.stack.connectionCount());
        hosts.runUntilQuiet(300 * SECOND);
        assertEquals(0, hosts.client.stack.connectionCount());
    }

    @Test
    void tinySegmentsOutOfOrderAreKeptUpToABound() {
        TwoHosts hosts = new TwoHosts(1, SMALL);
        StreamConnection connection = hosts.connectAndRun();
        Segment last = hosts.client.sent.getLast();
        for (int i = 1; i <= 10; i++) {
            hosts.inject(connection.local(), connection.remote(), new Segment(last.sequence() + 2 * i,
                    last.acknowledgment(), Segment.ACK, 8192, 0, ByteBuffer.wrap(new byte[1])));
        }
        assertEquals(7, count(hosts.server, SegmentOutcome.REORDER_BUFFER_FULL));
        assertEquals(0, hosts.server.received.size());
    }

    @Test
    void dataBeyondTheWindowIsRefused() {
        TwoHosts hosts = new TwoHosts(1, SMALL);
        StreamConnection connection = hosts.connectAndRun();
        Segment last = hosts.client.sent.getLast();
        hosts.inject(connection.local(), connection.remote(), new Segment(last.sequence() + 8192,
                last.acknowledgment(), Segment.ACK, 8192, 0, ByteBuffer.wrap(new byte[1])));
        assertEquals(SegmentOutcome.UNACCEPTABLE, hosts.server.outcomes.getLast());
    }

    @Test
    void aStrangersSegmentIsAnsweredWithAResetButAResetIsNot() {
        TwoHosts hosts = new TwoHosts(1);
        IpEndpoint stranger = IpEndpoint.of(hosts.client.address, 1);
        ByteBuffer data = ByteBuffer.wrap(new byte[3]);
        hosts.inject(stranger, hosts.serverEndpoint(), new Segment(5, 77, Segment.ACK, 0, 0, data));
        assertEquals(new Segment(77, 0, Segment.RST, 0, 0, ByteBuffer.allocate(0)), hosts.server.sent.getLast());
        hosts.inject(stranger, hosts.serverEndpoint(), new Segment(5, 0, Segment.FIN, 0, 0, data));
        assertEquals(new Segment(0, 9, Segment.RST | Segment.ACK, 0, 0, ByteBuffer.allocate(0)),
                hosts.server.sent.getLast());
        hosts.inject(stranger, hosts.serverEndpoint(), new Segment(5, 77, Segment.RST, 0, 0, ByteBuffer.allocate(0)));
        assertEquals(2, hosts.server.sent.size());
    }

    @Test
    void aClosedTupleCanBeOpenedAgainWithALaterSequenceNumber() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        StreamConnection accepted = hosts.server.connections.getFirst();
        hosts.server.close(accepted);
        hosts.runFor(SECOND);
        hosts.client.close(connection);
        hosts.runFor(SECOND);
        assertEquals(StreamState.TIME_WAIT, accepted.state());
        int next = hosts.client.sent.getLast().sequence();
        hosts.inject(connection.local(), connection.remote(), syn(next - 1000));
        assertEquals(StreamState.TIME_WAIT, accepted.state());
        assertEquals(Segment.ACK, hosts.server.sent.getLast().flags());
        hosts.inject(connection.local(), connection.remote(), syn(next + 1000));
        assertEquals(Segment.SYN | Segment.ACK, hosts.server.sent.getLast().flags());
    }

    @Test
    void timersStandStillWithTheClockOfASleepingHost() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.wire.loses = segment -> true;
        hosts.client.write(connection, new byte[1]);
        long deadline = hosts.client.stack.nextDeadline();
        hosts.client.stack.handleTimeout(hosts.now);
        hosts.client.stack.handleTimeout(deadline - 1);
        assertEquals(deadline, hosts.client.stack.nextDeadline(), "a wake-up before the deadline does nothing");
    }

    private static Segment syn(int sequence) {
        return new Segment(sequence, 0, Segment.SYN, 65_535, 1460, ByteBuffer.allocate(0));
    }

    private static long count(TwoHosts.Peer peer, SegmentOutcome outcome) {
        return peer.outcomes.stream().filter(outcome::equals).count();
    }
}
