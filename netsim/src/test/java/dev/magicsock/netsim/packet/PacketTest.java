package dev.magicsock.netsim.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PacketTest {

    private static final IpEndpoint V4 = IpEndpoint.parse("192.0.2.1:1");
    private static final IpEndpoint V6 = IpEndpoint.parse("[2001:db8::1]:1");

    private final PacketPool pool = new PacketPool();

    @Test
    void sizesCountAllHeaders() {
        assertEquals(20 + 8 + 100, udp(V4, 100).sizeBytes());
        assertEquals(40 + 8 + 100, udp(V6, 100).sizeBytes());
        assertEquals(20 + 8 + 28, error(udp(V4, 100)).sizeBytes());
        assertEquals(40 + 8 + 48, error(udp(V6, 100)).sizeBytes());
    }

    @Test
    void payloadIsCopiedAndItsSourceStaysAsItWas() {
        byte[] bytes = {1, 2, 3, 4};
        ByteBuffer source = ByteBuffer.wrap(bytes).position(1);
        Packet packet = pool.take(0);
        packet.fillUdp(V4, V4, source);
        bytes[2] = 9;

        assertEquals(1, source.position());
        assertEquals(ByteBuffer.wrap(new byte[] {2, 3, 4}), packet.payload());
        assertEquals(3, packet.payload().remaining());
    }

    @Test
    void payloadViewIsWholeEachTimeItIsAskedFor() {
        Packet packet = udp(V4, 300);
        packet.payload().position(200);

        assertEquals(300, packet.payload().remaining());
    }

    @Test
    void reusedPacketRemembersNothing() {
        Packet packet = udp(V4, 300);
        packet.corrupt();
        pool.giveBack(packet);

        Packet again = pool.take(5);
        assertSame(packet, again);
        again.fillUdp(V6, V6, ByteBuffer.allocate(2));
        assertFalse(again.isCorrupted());
        assertEquals(2, again.payload().remaining());
        assertEquals(5, again.origin());
        assertEquals(1, again.id());
        assertEquals(Packet.FIRST_HOP_LIMIT, again.hopLimit());
        assertNull(again.segment());
        assertNull(again.icmpError());
    }

    @Test
    void copyHasItsOwnNumberAndBytes() {
        Packet original = udp(V4, 3);
        Packet copy = pool.take(7);
        copy.fillCopy(original);
        pool.giveBack(original);
        udp(V4, 3);

        assertEquals(ByteBuffer.wrap(new byte[] {3, 3, 3}), copy.payload());
        assertEquals(1, copy.id());
        assertEquals(0, copy.origin());
    }

    @Test
    void packetEndsOnce() {
        Packet packet = udp(V4, 1);
        pool.giveBack(packet);

        assertThrows(IllegalStateException.class, () -> pool.giveBack(packet));
    }

    @Test
    void hopLimitAllowsThatManyRoutersLessOne() {
        Packet packet = udp(V4, 1);
        for (int i = 1; i < Packet.FIRST_HOP_LIMIT; i++) {
            assertTrue(packet.passRouter());
        }
        assertFalse(packet.passRouter());
    }

    /** Every byte of the payload is the length. */
    private Packet udp(IpEndpoint endpoint, int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) length);
        Packet packet = pool.take(0);
        packet.fillUdp(endpoint, endpoint, ByteBuffer.wrap(payload));
        return packet;
    }

    private Packet error(Packet about) {
        Packet packet = pool.take(0);
        packet.fillIcmp(about.source(), new IcmpError.PortUnreachable(), about);
        return packet;
    }
}
