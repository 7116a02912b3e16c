package dev.magicsock.netsim.trace;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Hashes a whole run: equal hashes mean that every packet took every turn at the same nanosecond.
 *
 * <p>SHA-256 over the records that the package describes. Allocates nothing per packet.
 */
public final class HashingSink implements TraceSink {

    private static final int BUFFER_BYTES = 16 * 1024;
    /** More than any record without its text needs. */
    private static final int LARGEST_RECORD_BYTES = 128;

    private final MessageDigest sha256 = newSha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final byte[][] labels = labels();

    /** The hash of everything so far, as 64 hexadecimal digits. The run may go on afterwards. */
    public String hash() {
        flush();
        try {
            return HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own SHA-256 can be cloned", e);
        }
    }

    @Override
    public void declared(int element, String name) {
        room();
        buffer.put((byte) 'E').putInt(element);
        text(name);
    }

    @Override
    public void sent(long timeNanos, int element, Packet packet) {
        record('S', timeNanos, element, packet);
        buffer.putLong(ContentsDigest.of(packet));
    }

    @Override
    public void duplicated(long timeNanos, int element, Packet original, Packet copy) {
        record('C', timeNanos, element, copy);
        buffer.putLong(original.id());
    }

    @Override
    public void forwarded(long timeNanos, int element, Packet packet) {
        record('F', timeNanos, element, packet);
    }

    @Override
    public void translated(long timeNanos, int element, Packet packet, IpEndpoint oldSource,
            IpEndpoint oldDestination) {
        record('T', timeNanos, element, packet);
    }

    @Override
    public void delivered(long timeNanos, int element, Packet packet) {
        record('D', timeNanos, element, packet);
    }

    @Override
    public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
        record('X', timeNanos, element, packet);
        byte[] label = labels[reason.ordinal()];
        buffer.put((byte) label.length).put(label);
    }

    @Override
    public void note(long timeNanos, int element, String text) {
        room();
        buffer.put((byte) 'N').putLong(timeNanos).putInt(element);
        text(text);
    }

    private void record(char kind, long timeNanos, int element, Packet packet) {
        room();
        buffer.put((byte) kind).putLong(timeNanos).putInt(element);
        buffer.putLong(packet.id()).put((byte) packet.transport().ordinal()).putInt(packet.sizeBytes());
        buffer.put((byte) packet.hopLimit());
        endpoint(packet.source());
        endpoint(packet.destination());
    }

    private void endpoint(IpEndpoint endpoint) {
        IpAddress address = endpoint.address();
        if (address.isV4()) {
            buffer.put((byte) 4).putInt((int) address.low());
        } else {
            buffer.put((byte) 6).putLong(address.high()).putLong(address.low());
        }
        buffer.putShort((short) endpoint.port());
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.putInt(bytes.length);
        flush();
        sha256.update(bytes);
    }

    private void room() {
        if (buffer.remaining() < LARGEST_RECORD_BYTES) {
            flush();
        }
    }

    private void flush() {
        sha256.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private static byte[][] labels() {
        DropReason[] reasons = DropReason.values();
        byte[][] labels = new byte[reasons.length][];
        for (DropReason reason : reasons) {
            labels[reason.ordinal()] = reason.label().getBytes(StandardCharsets.US_ASCII);
        }
        return labels;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
