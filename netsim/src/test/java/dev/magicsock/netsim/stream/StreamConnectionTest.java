package dev.magicsock.netsim.stream;

import static dev.magicsock.netsim.stream.TwoHosts.MILLISECOND;
import static dev.magicsock.netsim.stream.TwoHosts.SECOND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamConnectionTest {

    private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);

    // Opening.

    @Test
    void theHandshakeTakesOneAndAHalfRoundTrips() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connect();
        hosts.runFor(20 * MILLISECOND);
        assertEquals(List.of(new StreamOutput.Connected(connection)), hosts.client.events);
        assertTrue(hosts.server.events.isEmpty());
        hosts.runFor(10 * MILLISECOND);
        assertInstanceOf(StreamOutput.Accepted.class, hosts.server.events.getFirst());
        assertEquals(List.of(Segment.SYN, Segment.ACK), flags(hosts.client));
        assertEquals(List.of(Segment.SYN | Segment.ACK), flags(hosts.server));
    }

    @Test
    void aSynCarriesItsOptionsAndTheSegmentSizeOfItsFamily() {
        ArrayDeque<StreamOutput> outputs = new ArrayDeque<>();
        StreamConnection connection = StreamConnection.open(
                endpoint("[2001:db8::1]:1"), endpoint("[2001:db8::2]:2"), -1, StreamSettings.DEFAULT, outputs);
        connection.start(0);
        StreamOutput.Transmit transmit = (StreamOutput.Transmit) outputs.poll();
        assertEquals(new Segment(-1, 0, Segment.SYN, 256 * 1024, 1440, NO_PAYLOAD), transmit.segment());
        assertEquals(28, transmit.segment().headerBytes());
    }

    @Test
    void theSmallerSegmentSizeOfBothSidesHolds() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connect();
        Segment syn = hosts.client.sent.getFirst();
        hosts.client.wire.loses = segment -> true;
        Segment answer = new Segment(9, syn.sequence() + 1, Segment.SYN | Segment.ACK, 65_535, 1000, NO_PAYLOAD);
        hosts.inject(connection.remote(), connection.local(), answer);
        hosts.client.write(connection, new byte[1500]);
        assertEquals(List.of(0, 0, 1000, 500), hosts.client.sent.stream().map(Segment::payloadBytes).toList());
    }

    @Test
    void aLostSynIsRepeatedAfterASecondAndThenEverLater() {
        TwoHosts hosts = new TwoHosts(1);
        hosts.client.wire.loses = segment -> true;
        hosts.connect();
        hosts.runFor(127 * SECOND - 1);
        assertEquals(7, hosts.client.sent.size());
        assertEquals(List.of(), hosts.client.ends());
        hosts.runFor(1);
        assertEquals(List.of(StreamEnd.TIMED_OUT), hosts.client.ends());
        assertEquals(0, hosts.client.stack.connectionCount());
    }

    @Test
    void aLostSynAckOnlyDelaysTheConnection() {
        TwoHosts hosts = new TwoHosts(1);
        hosts.server.wire.loses = segment -> hosts.now < SECOND;
        hosts.connect();
        hosts.runFor(1100 * MILLISECOND);
        assertEquals(1, hosts.client.connections.size());
        assertEquals(1, hosts.server.connections.size());
    }

    @Test
    void aLostLastSegmentOfTheHandshakeIsMadeUpForByData() {
        TwoHosts hosts = new TwoHosts(1);
        hosts.client.wire.loses = segment -> !segment.syn() && segment.payloadBytes() == 0;
        StreamConnection connection = hosts.connect();
        hosts.runFor(25 * MILLISECOND);
        hosts.client.write(connection, bytes("hello"));
        hosts.runFor(15 * MILLISECOND);
        assertEquals("hello", text(hosts.server));
    }

    @Test
    void aClosedPortRefuses() {
        TwoHosts hosts = new TwoHosts(1);
        hosts.server.stack.unlisten(TwoHosts.SERVER_PORT);
        hosts.connect();
        hosts.runFor(20 * MILLISECOND);
        assertEquals(List.of(StreamEnd.REFUSED), hosts.client.ends());
        assertEquals(List.of(SegmentOutcome.NO_CONNECTION), hosts.server.outcomes);
        assertEquals(0, hosts.client.stack.connectionCount());
    }

    @Test
    void anUnreachableReportEndsAHandshakeButNotAConnection() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection established = hosts.connectAndRun();
        hosts.client.stack.handleUnreachable(established.local(), established.remote());
        hosts.client.drain();
        assertEquals(List.of(), hosts.client.ends());
        StreamConnection opening = hosts.connect();
        hosts.client.stack.handleUnreachable(opening.local(), opening.remote());
        hosts.client.drain();
        assertEquals(List.of(new StreamOutput.Closed(opening, StreamEnd.UNREACHABLE)),
                hosts.client.events.subList(1, hosts.client.events.size()));
    }

    @Test
    void bothSidesCanOpenAtOnce() {
        ArrayDeque<StreamOutput> fromA = new ArrayDeque<>();
        ArrayDeque<StreamOutput> fromB = new ArrayDeque<>();
        IpEndpoint endpointA = endpoint("192.0.2.1:1000");
        IpEndpoint endpointB = endpoint("192.0.2.2:2000");
        StreamConnection a = StreamConnection.open(endpointA, endpointB, 100, StreamSettings.DEFAULT, fromA);
        StreamConnection b = StreamConnection.open(endpointB, endpointA, 900, StreamSettings.DEFAULT, fromB);
        a.start(0);
        b.start(0);
        for (int round = 0; round < 3; round++) {
            List<StreamOutput> crossing = List.copyOf(fromA);
            fromA.clear();
            exchange(fromB, a);
            exchange(crossing, b);
        }
        assertEquals(StreamState.ESTABLISHED, a.state());
        assertEquals(StreamState.ESTABLISHED, b.state());
    }

    // Data.

    @Test
    void sequenceNumbersWrap() {
        ArrayDeque<StreamOutput> outputs = new ArrayDeque<>();
        StreamConnection connection = StreamConnection.open(
                endpoint("192.0.2.1:1"), endpoint("192.0.2.2:2"), -2, StreamSettings.DEFAULT, outputs);
        connection.start(0);
        connection.handle(new Segment(-1, -1, Segment.SYN | Segment.ACK, 65_535, 1460, NO_PAYLOAD), 1);
        connection.write(ByteBuffer.wrap(bytes("abc")), 2);
        connection.handle(new Segment(0, 2, Segment.ACK, 65_535, 0, ByteBuffer.wrap(bytes("xy"))), 3);
        assertEquals(0, connection.unacknowledgedBytes());
        connection.handle(new Segment(2, 2, Segment.ACK | Segment.FIN, 65_535, 0, NO_PAYLOAD), 4);
        assertEquals(StreamState.CLOSE_WAIT, connection.state());
        Segment last = null;
        for (StreamOutput output : outputs) {
            last = output instanceof StreamOutput.Transmit transmit ? transmit.segment() : last;
        }
        assertEquals(3, last.acknowledgment());
        assertEquals(2, last.sequence());
    }

    @Test
    void everySecondSegmentIsAcknowledgedAtOnceAndASingleOneAfterFortyMilliseconds() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        int before = hosts.server.sent.size();
        hosts.client.write(connection, new byte[3 * 1460]);
        hosts.runFor(10 * MILLISECOND);
        assertEquals(before + 1, hosts.server.sent.size());
        hosts.runFor(39 * MILLISECOND);
        assertEquals(before + 1, hosts.server.sent.size());
        hosts.runFor(MILLISECOND);
        assertEquals(before + 2, hosts.server.sent.size());
    }

    @Test
    void anAnswerCarriesTheAcknowledgment() {
        TwoHosts hosts = new TwoHosts(1);
        hosts.server.program = output -> {
            if (output instanceof StreamOutput.Received data) {
                hosts.server.stack.write(data.connection(), ByteBuffer.wrap(bytes("pong")), hosts.now);
            }
        };
        StreamConnection connection = hosts.connectAndRun();
        int before = hosts.server.sent.size();
        hosts.client.write(connection, bytes("ping"));
        hosts.runFor(30 * MILLISECOND);
        assertEquals("pong", text(hosts.client));
        assertEquals(before + 1, hosts.server.sent.size());
        assertEquals(0, connection.unacknowledgedBytes());
    }

    @Test
    void retransmissionsShareTheBytesOfTheFirstTransmission() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.wire.loses = segment -> true;
        byte[] written = bytes("some bytes");
        hosts.client.write(connection, written);
        written[0] = 'X';
        hosts.runFor(2 * SECOND);
        List<Segment> data = hosts.client.sent.stream().filter(segment -> segment.payloadBytes() > 0).toList();
        assertTrue(data.size() >= 3, "retransmitted");
        assertEquals('s', data.getLast().payload().get(0), "what the writer does to its array afterwards is its own");
    }

    @Test
    void aFullSendBufferRefusesAndTellsWhenItTakesBytesAgain() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        assertEquals(256 * 1024, hosts.client.write(connection, new byte[300 * 1024]));
        assertEquals(0, hosts.client.write(connection, new byte[1]));
        assertEquals(256 * 1024, connection.unacknowledgedBytes());
        hosts.runFor(SECOND);
        assertEquals(1, hosts.client.events.stream().filter(StreamOutput.Writable.class::isInstance).count());
        assertEquals(0, connection.unacknowledgedBytes());
    }

    @Test
    void aTooLargeSegmentIsCutToThePathMtu() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.wire.mtuBytes = 1300;
        byte[] written = pattern(10_000);
        hosts.client.write(connection, written);
        hosts.runFor(100 * MILLISECOND);
        assertArrayEquals(written, hosts.server.received.toByteArray());
        List<Integer> sizes = hosts.client.sent.stream().map(Segment::payloadBytes).filter(size -> size > 0).toList();
        assertEquals(List.of(1460, 1460, 1460, 1460, 1460, 1460, 1240), sizes.subList(0, 7));
        assertEquals(List.of(1260, 1260, 1260, 1260, 1260, 1260, 1260, 1180), sizes.subList(7, sizes.size()));
    }

    @Test
    void aPathMtuBlackHoleEndsInATimeout() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.wire.mtuBytes = 1300;
        hosts.client.wire.isBlackHole = true;
        hosts.client.write(connection, new byte[10_000]);
        hosts.runUntilQuiet(3600 * SECOND);
        assertEquals(List.of(StreamEnd.TIMED_OUT), hosts.client.ends());
    }

    @Test
    void anAbsurdPathMtuIsNotBelieved() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.stack.handlePacketTooBig(connection.local(), connection.remote(), 68, hosts.now);
        hosts.client.write(connection, new byte[1000]);
        assertEquals(List.of(512, 488), hosts.client.sent.stream().skip(2).map(Segment::payloadBytes).toList());
    }

    // Closing.

    @Test
    void closingDeliversWhatWasWrittenAndThenTheEnd() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.write(connection, new byte[100_000]);
        hosts.client.close(connection);
        hosts.runFor(SECOND);
        assertEquals(100_000, hosts.server.received.size());
        assertInstanceOf(StreamOutput.Closed.class, hosts.server.events.getLast());
        assertEquals(List.of(StreamEnd.END_OF_STREAM), hosts.server.ends());
        assertThrows(IllegalStateException.class, () -> hosts.client.write(connection, new byte[1]));
    }

    @Test
    void theOtherDirectionStaysOpenUntilItIsClosedToo() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        StreamConnection accepted = hosts.server.connections.getFirst();
        hosts.client.close(connection);
        hosts.runFor(SECOND);
        hosts.server.write(accepted, bytes("late"));
        hosts.server.close(accepted);
        hosts.runFor(SECOND);
        assertEquals("late", text(hosts.client));
        assertEquals(List.of(StreamEnd.END_OF_STREAM), hosts.client.ends());
        assertEquals(StreamState.TIME_WAIT, connection.state());
        assertEquals(0, hosts.server.stack.connectionCount());
        hosts.runFor(60 * SECOND);
        assertEquals(0, hosts.client.stack.connectionCount());
    }

    @Test
    void bothSidesCanCloseAtOnce() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.close(connection);
        hosts.server.close(hosts.server.connections.getFirst());
        hosts.runFor(5 * MILLISECOND);
        hosts.runFor(6 * MILLISECOND);
        assertEquals(StreamState.CLOSING, connection.state());
        hosts.runUntilQuiet(300 * SECOND);
        assertEquals(List.of(StreamEnd.END_OF_STREAM), hosts.client.ends());
        assertEquals(List.of(StreamEnd.END_OF_STREAM), hosts.server.ends());
        assertEquals(0, hosts.client.stack.connectionCount() + hosts.server.stack.connectionCount());
        assertEquals(2, hosts.client.released + hosts.server.released);
    }

    @Test
    void aSideThatClosedGivesUpOnASilentOtherSideAfterAMinute() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.close(connection);
        hosts.runFor(59 * SECOND);
        assertEquals(StreamState.FIN_WAIT_2, connection.state());
        hosts.runFor(2 * SECOND);
        assertEquals(List.of(StreamEnd.TIMED_OUT), hosts.client.ends());
    }

    @Test
    void aCloseDuringTheHandshakeWaitsForItsEnd() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connect();
        hosts.client.write(connection, bytes("quick"));
        hosts.client.close(connection);
        hosts.runFor(50 * MILLISECOND);
        assertEquals("quick", text(hosts.server));
        assertEquals(List.of(StreamEnd.END_OF_STREAM), hosts.server.ends());
    }

    @Test
    void aResetReachesTheOtherSideAndSilencesThisOne() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.reset(connection);
        hosts.server.write(hosts.server.connections.getFirst(), bytes("crossing"));
        hosts.runFor(100 * MILLISECOND);
        assertEquals(List.of(StreamEnd.RESET), hosts.server.ends());
        assertEquals(1, hosts.client.events.size(), "nothing after Connected");
        assertEquals(0, hosts.client.stack.connectionCount() + hosts.server.stack.connectionCount());
        assertEquals(0, hosts.client.write(connection, new byte[1]));
    }

    // Half-open connections and strangers.

    @Test
    void aSideThatForgotTheConnectionAnswersDataWithAReset() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.server.stack.forgetAll();
        hosts.runFor(SECOND);
        assertEquals(List.of(), hosts.client.ends(), "an idle half-open connection stays unnoticed");
        hosts.client.write(connection, new byte[10]);
        hosts.runFor(20 * MILLISECOND);
        assertEquals(List.of(StreamEnd.RESET), hosts.client.ends());
    }

    @Test
    void aDeadPathEndsInATimeoutAfterAboutAQuarterOfAnHour() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.wire.loses = segment -> true;
        hosts.client.write(connection, new byte[10]);
        long start = hosts.now;
        hosts.runUntilQuiet(7200 * SECOND);
        assertEquals(List.of(StreamEnd.TIMED_OUT), hosts.client.ends());
        long seconds = (hosts.now - start) / SECOND;
        assertTrue(seconds > 800 && seconds < 1200, seconds + " s");
    }

    @Test
    void aDeadPathThatWasReportedUnreachableEndsAsSuch() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.client.wire.loses = segment -> true;
        hosts.client.write(connection, new byte[10]);
        hosts.client.stack.handleUnreachable(connection.local(), connection.remote());
        hosts.runUntilQuiet(7200 * SECOND);
        assertEquals(List.of(StreamEnd.UNREACHABLE), hosts.client.ends());
    }

    @Test
    void aResetWithTheWrongSequenceNumberChangesNothing() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        for (int offset : new int[] {-1, 1, 1000, 300_000, Integer.MIN_VALUE}) {
            Segment spoofed = bare(nextFromServer(hosts) + offset, 0, Segment.RST);
            hosts.inject(connection.remote(), connection.local(), spoofed);
            assertEquals(SegmentOutcome.UNACCEPTABLE, hosts.client.outcomes.getLast());
        }
        assertEquals(StreamState.ESTABLISHED, connection.state());
        hosts.inject(connection.remote(), connection.local(), bare(nextFromServer(hosts), 0, Segment.RST));
        assertEquals(StreamState.CLOSED, connection.state());
    }

    @Test
    void anAcknowledgmentOfBytesNeverSentIsRefused() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        Segment ahead = bare(nextFromServer(hosts), hosts.client.sent.getLast().sequence() + 1, Segment.ACK);
        hosts.inject(connection.remote(), connection.local(), ahead);
        assertEquals(SegmentOutcome.UNACCEPTABLE, hosts.client.outcomes.getLast());
        assertEquals(StreamState.ESTABLISHED, connection.state());
    }

    @Test
    void twoEndsThatDisagreeDoNotAnswerEachOtherForever() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        int before = hosts.client.sent.size();
        for (int i = 0; i < 100; i++) {
            hosts.inject(connection.remote(), connection.local(),
                    bare(nextFromServer(hosts) + 1_000_000, hosts.client.sent.getLast().sequence(), Segment.ACK));
        }
        assertEquals(before + 1, hosts.client.sent.size());
    }

    @Test
    void aNewSynOnAnEstablishedConnectionIsChallengedNotObeyed() {
        TwoHosts hosts = new TwoHosts(1);
        StreamConnection connection = hosts.connectAndRun();
        hosts.inject(connection.local(), connection.remote(), bare(12_345, 0, Segment.SYN));
        assertEquals(SegmentOutcome.UNACCEPTABLE, hosts.server.outcomes.getLast());
        assertEquals(StreamState.ESTABLISHED, hosts.server.connections.getFirst().state());
        assertFalse(hosts.server.sent.getLast().rst());
    }

    private static int nextFromServer(TwoHosts hosts) {
        Segment last = hosts.server.sent.stream().filter(segment -> !segment.rst()).toList().getLast();
        return last.sequence() + last.sequenceLength();
    }

    private static void exchange(Iterable<StreamOutput> outputs, StreamConnection to) {
        for (StreamOutput output : outputs) {
            if (output instanceof StreamOutput.Transmit transmit) {
                to.handle(transmit.segment(), MILLISECOND);
            }
        }
        if (outputs instanceof ArrayDeque<StreamOutput> queue) {
            queue.clear();
        }
    }

    private static Segment bare(int sequence, int acknowledgment, int flags) {
        return new Segment(sequence, acknowledgment, flags, 65_535, 0, NO_PAYLOAD);
    }

    private static List<Integer> flags(TwoHosts.Peer peer) {
        return peer.sent.stream().map(Segment::flags).toList();
    }

    private static IpEndpoint endpoint(String text) {
        return IpEndpoint.parse(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    private static String text(TwoHosts.Peer peer) {
        return peer.received.toString(StandardCharsets.US_ASCII);
    }
}
