package dev.magicsock.socket;

import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The datagram that one facade is sending, and where the core wants it.
 *
 * <p>The core decides while its lock is held; the system call, which takes many times longer, comes after that, so that
 * senders do not hold up each other or what is received. To be used by the thread that has locked it.
 */
final class Outbox {

    /** Larger than any datagram that crosses an Ethernet; the buffer grows when a larger one comes. */
    private static final int USUAL_BYTES = 2048;

    /** Larger than any UDP payload. */
    private static final int MAX_BYTES = 1 << 16;

    private final ReentrantLock lock = new ReentrantLock();
    /** Outside of the heap, since the system would copy it there anyway. */
    private ByteBuffer datagram = ByteBuffer.allocateDirect(USUAL_BYTES);
    private SocketId socket;
    private InetSocketAddress destination;

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /**
     * Puts a datagram in.
     *
     * @throws SocketException if it exceeds what UDP could carry
     */
    void fill(byte[] bytes, int offset, int length) throws SocketException {
        if (length > MAX_BYTES) {
            throw new SocketException("a datagram of " + length + " bytes");
        }
        if (length > datagram.capacity()) {
            datagram = ByteBuffer.allocateDirect(MAX_BYTES);
        }
        datagram.clear().put(bytes, offset, length).flip();
        socket = null;
    }

    /** The datagram; its remaining bytes. */
    ByteBuffer datagram() {
        return datagram;
    }

    /** Takes a destination for the datagram, if this is what is to be sent and it has none yet. */
    boolean takes(SocketId from, InetSocketAddress to, ByteBuffer payload) {
        if (payload != datagram || socket != null) {
            return false;
        }
        socket = from;
        destination = to;
        return true;
    }

    /** Sends the datagram if it has got a destination. */
    void sendBy(UdpSockets sockets) {
        if (socket != null) {
            sockets.send(socket, destination, datagram);
            socket = null;
        }
    }
}
