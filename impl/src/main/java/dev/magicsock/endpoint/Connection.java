package dev.magicsock.endpoint;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.quic.ConnectionClosed;
import dev.magicsock.quic.PeerConnection;
import dev.magicsock.quic.PeerStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection with a remote that has proved its identity; it survives every change of path. Thread-safe.
 *
 * <p>A remote that was dialled may still refuse after {@link MagicSock#connect} has returned, which {@link #closed}
 * tells.
 */
public final class Connection implements AutoCloseable {

    /** Unreliable anyway: those that nobody has received yet are dropped beyond this, the newest first. */
    public static final int MAX_WAITING_DATAGRAMS = 256;

    /** The authentication tag of every packet (RFC 9001 section 5.3), which kwik forgets to count. */
    private static final int TAG_BYTES = 16;

    private final PeerConnection peer;
    private final BlockingQueue<Optional<byte[]>> datagrams = new LinkedBlockingQueue<>();
    private final AtomicLong dropped = new AtomicLong();

    Connection(PeerConnection peer) {
        this.peer = peer;
        peer.quic().setDatagramHandler(this::received);
        // Unbounded for this one entry, which tells whoever waits that there will be no more.
        peer.closed().thenAccept(_ -> datagrams.add(Optional.empty()));
    }

    private void received(byte[] datagram) {
        if (datagrams.size() < MAX_WAITING_DATAGRAMS) {
            datagrams.add(Optional.of(datagram));
        } else {
            dropped.incrementAndGet();
        }
    }

    /** Whose key the other side holds. */
    public EndpointId remote() {
        return peer.remote();
    }

    /** The application protocol (ALPN, RFC 7301) that both speak. */
    public String protocol() {
        return peer.protocol();
    }

    // Streams

    /**
     * Opens a stream that both sides may send on; the remote sees it with its first byte. Blocks while the remote
     * allows no more streams.
     *
     * @throws IOException if the connection has ended
     */
    public PeerStream openStream() throws IOException {
        return peer.openStream();
    }

    /**
     * Opens a stream that only this side may send on. Blocks while the remote allows no more streams.
     *
     * @throws IOException if the connection has ended
     */
    public PeerStream openOneWayStream() throws IOException {
        return peer.openOneWayStream();
    }

    /**
     * The next stream that the remote has opened. Blocks until there is one.
     *
     * @throws IOException if the connection has ended
     */
    public PeerStream acceptStream() throws IOException, InterruptedException {
        return peer.acceptStream();
    }

    // Datagrams

    /**
     * The largest datagram that can be sent now, in bytes; it changes with the path. Empty if the remote takes none.
     */
    public Optional<Integer> maxDatagramBytes() {
        return peer.quic().canSendDatagram() ? Optional.of(peer.quic().maxDatagramDataSize() - TAG_BYTES)
                : Optional.empty();
    }

    /**
     * Sends a datagram, which may be lost (RFC 9221).
     *
     * @throws IllegalArgumentException if it is larger than {@link #maxDatagramBytes} or the remote takes none
     */
    public void sendDatagram(byte[] content) {
        int max = maxDatagramBytes().orElseThrow(() -> new IllegalArgumentException("the remote takes no datagrams"));
        if (content.length > max) {
            throw new IllegalArgumentException("a datagram of " + content.length + " bytes, at most " + max + " now");
        }
        peer.quic().sendDatagram(content);
    }

    /**
     * The next datagram of the remote. Blocks until there is one.
     *
     * @throws IOException if the connection has ended
     */
    public byte[] receiveDatagram() throws IOException, InterruptedException {
        Optional<byte[]> next = datagrams.take();
        if (next.isEmpty()) {
            // The next one to ask is to learn it too.
            datagrams.add(next);
            throw new IOException("no more datagrams: connection " + closed().join());
        }
        return next.get();
    }

    /** Datagrams of the remote that were dropped because {@value #MAX_WAITING_DATAGRAMS} were waiting. */
    public long droppedDatagrams() {
        return dropped.get();
    }

    // The end

    /** Completes when the connection has ended, or is ending. */
    public CompletableFuture<ConnectionClosed> closed() {
        return peer.closed();
    }

    /** Ends the connection with application error 0; what has not been sent is not sent any more. */
    @Override
    public void close() {
        peer.close();
    }

    /**
     * Ends the connection; the remote learns the code and the reason (RFC 9000 section 19.19). Does not block.
     *
     * @param applicationError in [0, 2^62)
     * @param reason           at most some 1000 bytes of UTF-8, which have to fit one packet
     */
    public void close(long applicationError, String reason) {
        peer.close(applicationError, reason);
    }

    @Override
    public String toString() {
        return "Connection(" + remote().toShortString() + ", " + protocol() + ")";
    }
}
