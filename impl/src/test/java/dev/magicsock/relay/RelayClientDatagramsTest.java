package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.RecordedOutput.Dropped;
import dev.magicsock.relay.RecordedOutput.Received;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What waits, what overtakes, what is dropped, and what is delivered. */
class RelayClientDatagramsTest extends RelayClientFixture {

    @Test
    void datagramsDoNotWaitForTheFirstPong() {
        authenticate(FIRST, 0);
        output.take();
        send("hello", 1);
        assertEquals(List.of(datagramTo(PEER, "hello")), output.take());
    }

    @Test
    void datagramsSentBeforeTheConnectionGoRightAfterItControlFirst() {
        client.start(at(0));
        send("data", 0);
        control("call me maybe", 0);
        assertEquals(List.of(), output.takeSent());
        authenticate(FIRST, 100);
        List<byte[]> sent = output.takeSent();
        assertEquals(FrameType.PING, FrameType.orNull(sent.get(0)));
        assertArrayEquals(DatagramFrames.toRelay(PEER, Ecn.NOT_ECT, bytes("call me maybe"), 0, 13), sent.get(1));
        assertArrayEquals(DatagramFrames.toRelay(PEER, Ecn.ECT_0, bytes("data"), 0, 4), sent.get(2));
    }

    @Test
    void controlOvertakesDataThatWaitsForTheTransport() {
        authenticate(FIRST, 0);
        String large = "x".repeat(16_230);
        send(large, 1);
        send(large, 1);
        output.take();
        control("urgent", 2);
        assertEquals(List.of(), output.take(), "the transport is full");
        client.bytesWritten(FIRST, 107 + 16_264, at(3));
        List<byte[]> sent = output.takeSent();
        assertArrayEquals(DatagramFrames.toRelay(PEER, Ecn.NOT_ECT, bytes("urgent"), 0, 6), sent.get(0));
        assertEquals(16_264, sent.get(1).length);
    }

    @Test
    void datagramsThatWaitTooLongWhileDisconnectedAreDroppedByName() {
        client.start(at(0));
        send("first", 100);
        control("second", 200);
        output.take();
        assertDeadline(at(3_100), "datagram waits too long");
        client.deadlineReached(at(3_099));
        assertEquals(List.of(), output.take());
        client.deadlineReached(at(3_100));
        assertEquals(List.of(new Dropped(PEER, "first", RelayDrop.STALE_WHILE_DISCONNECTED)), output.take());
        client.deadlineReached(at(3_200));
        assertEquals(List.of(new Dropped(PEER, "second", RelayDrop.STALE_WHILE_DISCONNECTED)), output.take());
    }

    @Test
    void fullQueuesDropTheNewestByName() {
        client.start(at(0));
        for (int i = 0; i < 512; i++) {
            send("d" + i, 0);
            control("c" + i, 0);
        }
        output.take();
        send("one too many", 0);
        control("one too many", 0);
        assertEquals(List.of(new Dropped(PEER, "one too many", RelayDrop.DATA_QUEUE_FULL),
                new Dropped(PEER, "one too many", RelayDrop.CONTROL_QUEUE_FULL)), output.take());
    }

    @Test
    void theDataQueueIsBoundedInBytesToo() {
        client.start(at(0));
        for (int i = 0; i < 16; i++) {
            send("x".repeat(65_000), 0);
        }
        output.take();
        send("x".repeat(65_000), 0);
        assertEquals(RelayDrop.DATA_QUEUE_FULL, ((Dropped) output.take().getFirst()).reason());
        send("small", 0);
        assertEquals(List.of(), output.take());
    }

    @Test
    void datagramsThatNoRelayMayCarryAreDroppedByName() {
        authenticate(FIRST, 0);
        output.take();
        send("", 0);
        send("x".repeat(65_503), 0);
        assertEquals(List.of(RelayDrop.EMPTY, RelayDrop.TOO_LARGE),
                output.take().stream().map(entry -> ((Dropped) entry).reason()).toList());
    }

    @Test
    void receivedDatagramsAreDeliveredWithTheirSource() {
        authenticate(FIRST, 0);
        output.take();
        client.messageReceived(FIRST, fromPeer("hello", OptionalInt.empty()), at(1));
        assertEquals(List.of(new Received(PEER, Ecn.CE, "hello")), output.take());
    }

    @Test
    void batchesAreSplitAtTheirSegmentSize() {
        authenticate(FIRST, 0);
        output.take();
        client.messageReceived(FIRST, fromPeer("abcdefgh", OptionalInt.of(3)), at(1));
        assertEquals(List.of(new Received(PEER, Ecn.CE, "abc"), new Received(PEER, Ecn.CE, "def"),
                new Received(PEER, Ecn.CE, "gh")), output.take());
    }

    @Test
    void aBatchWithoutSegmentSizeIsOneDatagramAndAnEmptyOneIsNone() {
        authenticate(FIRST, 0);
        output.take();
        byte[] batch = fromPeer("abcdef", OptionalInt.of(3));
        batch[34] = 0;
        batch[35] = 0;
        client.messageReceived(FIRST, batch, at(1));
        assertEquals(List.of(new Received(PEER, Ecn.CE, "abcdef")), output.take());
        client.messageReceived(FIRST, Arrays.copyOf(batch, 36), at(1));
        assertEquals(List.of(), output.take());
    }

    @Test
    void sendersAreRoutesUntilTheyAreGone() {
        authenticate(FIRST, 0);
        assertFalse(client.hasRouteTo(PEER));
        client.messageReceived(FIRST, fromPeer("x", OptionalInt.empty()), at(1));
        assertTrue(client.hasRouteTo(PEER));
        client.messageReceived(FIRST, RelayFrameCodec.encode(new RelayFrame.EndpointGone(OTHER)), at(2));
        assertTrue(client.hasRouteTo(PEER));
        client.messageReceived(FIRST, RelayFrameCodec.encode(new RelayFrame.EndpointGone(PEER)), at(3));
        assertFalse(client.hasRouteTo(PEER));
    }

    @Test
    void routesEndWithTheirConnection() {
        authenticate(FIRST, 0);
        client.messageReceived(FIRST, fromPeer("x", OptionalInt.empty()), at(1));
        client.transportLost(FIRST, "reset", at(2));
        assertFalse(client.hasRouteTo(PEER));
    }
}
