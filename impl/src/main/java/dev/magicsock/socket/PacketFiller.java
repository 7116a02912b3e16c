package dev.magicsock.socket;

import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Puts received datagrams into packets, as much as fits.
 *
 * <p>A {@link DatagramPacket} that is used again has its full capacity again, as {@link java.net.DatagramSocket} has
 * it. Since the capacity cannot be read once the length was set, the packet that was filled last is remembered
 * together with it. A caller that sets another length gets that one. Not thread-safe.
 */
final class PacketFiller {

    private DatagramPacket lastPacket;
    private byte[] lastData;
    private int lastCapacity;
    private int lastLength;

    /** @param payload its remaining bytes; its position stays */
    void fill(DatagramPacket into, InetSocketAddress source, ByteBuffer payload) {
        int capacity = isAsLeft(into) ? lastCapacity : into.getLength();
        int copied = Math.min(payload.remaining(), capacity);
        payload.get(payload.position(), into.getData(), into.getOffset(), copied);
        into.setSocketAddress(source);
        if (into.getLength() != copied) {
            // Checking it takes an object.
            into.setLength(copied);
        }
        lastPacket = into;
        lastData = into.getData();
        lastCapacity = capacity;
        lastLength = copied;
    }

    private boolean isAsLeft(DatagramPacket packet) {
        return packet == lastPacket && packet.getData() == lastData && packet.getLength() == lastLength;
    }
}
