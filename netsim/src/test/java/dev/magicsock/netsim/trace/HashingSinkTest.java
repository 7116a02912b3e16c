package dev.magicsock.netsim.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashingSinkTest {

    private static final IpEndpoint V4 = IpEndpoint.parse("192.0.2.1:4660");
    private static final IpEndpoint V4_OTHER = IpEndpoint.parse("192.0.2.2:80");
    private static final IpEndpoint V6 = IpEndpoint.parse("[2001:db8::1]:9");

    private final HashingSink sink = new HashingSink();
    private final Simulation simulation = new Simulation(1, sink);
    private final ElementContext host = simulation.declare("host");
    private final ElementContext nat = simulation.declare("nät");

    @Test
    void hashIsThatOfTheDocumentedRecords() throws Exception {
        Packet packet = host.newPacket();
        packet.fillUdp(V4, V4_OTHER, ByteBuffer.wrap(HexFormat.of().parseHex("000102030405060708090a")));
        host.sent(packet, 5);
        packet.translateSource(V4_OTHER);
        nat.translated(packet, V4, V4_OTHER, 6);
        nat.forwarded(packet, 7);
        Packet copy = nat.duplicate(packet, 8);
        nat.delivered(packet, 9);
        nat.drop(copy, DropReason.QUEUE_FULL, () -> "not hashed", 10);
        host.note("ö", 11);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        declared(out, 0, "host", 4);
        declared(out, 1, "nät", 4);
        record(out, 'S', 5, 0, 0, V4);
        out.writeLong(digest(11, 0x0001020304050607L, 0x08090a0000000000L));
        record(out, 'T', 6, 1, 0, V4_OTHER);
        record(out, 'F', 7, 1, 0, V4_OTHER);
        record(out, 'C', 8, 1, 1, V4_OTHER);
        out.writeLong(0);
        record(out, 'D', 9, 1, 0, V4_OTHER);
        record(out, 'X', 10, 1, 1, V4_OTHER);
        out.write(10);
        out.writeBytes("queue-full");
        out.write('N');
        out.writeLong(11);
        out.writeInt(0);
        out.writeInt(2);
        out.write("ö".getBytes("UTF-8"));
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        assertEquals(HexFormat.of().formatHex(expected), sink.hash());
    }

    @Test
    void oneChangedBitOfAPayloadChangesTheHash() {
        assertNotEquals(hashOfPayload(new byte[1200]), hashOfPayload(flipped(1199)));
        assertNotEquals(hashOfPayload(new byte[1200]), hashOfPayload(flipped(0)));
        assertNotEquals(hashOfPayload(new byte[1200]), hashOfPayload(new byte[1201]));
        assertEquals(hashOfPayload(flipped(7)), hashOfPayload(flipped(7)));
    }

    @Test
    void whatAnIcmpErrorSaysIsHashed() {
        assertNotEquals(hashOfError(new IcmpError.PacketTooBig(1280), V6),
                hashOfError(new IcmpError.PacketTooBig(1281), V6));
        assertNotEquals(hashOfError(new IcmpError.PortUnreachable(), V6),
                hashOfError(new IcmpError.HostUnreachable(), V6));
        assertNotEquals(hashOfError(new IcmpError.PortUnreachable(), V6),
                hashOfError(new IcmpError.PortUnreachable(), IpEndpoint.of(V6.address(), 10)));
    }

    private static byte[] flipped(int index) {
        byte[] payload = new byte[1200];
        payload[index] = 1;
        return payload;
    }

    private static String hashOfPayload(byte[] payload) {
        HashingSink hashing = new HashingSink();
        ElementContext sender = new Simulation(1, hashing).declare("sender");
        Packet packet = sender.newPacket();
        packet.fillUdp(V6, V6, ByteBuffer.wrap(payload));
        sender.sent(packet, 0);
        return hashing.hash();
    }

    private static String hashOfError(IcmpError error, IpEndpoint quotedDestination) {
        HashingSink hashing = new HashingSink();
        ElementContext sender = new Simulation(1, hashing).declare("sender");
        Packet about = sender.newPacket();
        about.fillUdp(V6, quotedDestination, ByteBuffer.allocate(0));
        Packet answer = sender.newPacket();
        answer.fillIcmp(V6, error, about);
        sender.sent(answer, 0);
        return hashing.hash();
    }

    private static void declared(DataOutputStream out, int element, String name, int bytes) throws IOException {
        out.write('E');
        out.writeInt(element);
        out.writeInt(bytes);
        out.write(name.getBytes("UTF-8"));
    }

    private static void record(DataOutputStream out, char kind, long time, int element, long id, IpEndpoint source)
            throws IOException {
        out.write(kind);
        out.writeLong(time);
        out.writeInt(element);
        out.writeLong(id);
        out.write(0);
        out.writeInt(20 + 8 + 11);
        out.write(64);
        for (IpEndpoint endpoint : new IpEndpoint[] {source, V4_OTHER}) {
            out.write(4);
            out.write(endpoint.address().toBytes());
            out.writeShort(endpoint.port());
        }
    }

    private static long digest(long length, long... words) {
        long digest = length;
        for (long word : words) {
            digest = (digest ^ word) * 0x9E3779B97F4A7C15L;
            digest ^= digest >>> 32;
        }
        return digest;
    }
}
