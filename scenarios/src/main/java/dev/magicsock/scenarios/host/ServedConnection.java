package dev.magicsock.scenarios.host;

import dev.magicsock.netsim.host.Stream;
import dev.magicsock.relaystub.fault.Gate;
import dev.magicsock.relaystub.http.RequestHeadParser;
import dev.magicsock.relaystub.server.ConnectionId;
import java.nio.ByteBuffer;

/** A relay's end of one connection: at first the head of an HTTP request, then WebSocket messages. */
final class ServedConnection {

    private final ConnectionId id;
    private final Stream stream;
    private final StreamWriter writer;
    private final WebSocketFrames frames = WebSocketFrames.fromClient();
    private byte[] head = new byte[RequestHeadParser.MAX_BYTES];
    private int headBytes;
    private boolean upgraded;
    private int written;
    private final Gate fromClient = new Gate();
    private final Gate toClient = new Gate();
    private boolean ignored;

    ServedConnection(ConnectionId id, Stream stream) {
        this.id = id;
        this.stream = stream;
        this.writer = new StreamWriter(stream);
    }

    ConnectionId id() {
        return id;
    }

    Stream stream() {
        return stream;
    }

    WebSocketFrames frames() {
        return frames;
    }

    Gate fromClient() {
        return fromClient;
    }

    Gate toClient() {
        return toClient;
    }

    /** Nothing that comes on it will be read. */
    void ignore() {
        ignored = true;
    }

    boolean isIgnored() {
        return ignored;
    }

    /** Adds to the head; what exceeds its bound is cut, and then no head will be found in it. */
    void collect(ByteBuffer bytes) {
        int taken = Math.min(bytes.remaining(), head.length - headBytes);
        bytes.get(head, headBytes, taken);
        headBytes += taken;
    }

    byte[] collected() {
        return head;
    }

    int collectedBytes() {
        return headBytes;
    }

    void upgraded() {
        upgraded = true;
        head = new byte[0];
        headBytes = 0;
    }

    boolean isUpgraded() {
        return upgraded;
    }

    /** @param credit bytes that count as written to the core once the stream has taken all of these */
    void write(ByteBuffer bytes, int credit) {
        writer.add(bytes, credit);
        flush();
    }

    void flush() {
        written += writer.flush();
    }

    /** Counts bytes of a message as taken that the stream will get later, or never. */
    void credit(int bytes) {
        written += bytes;
    }

    /** Bytes of messages that the stream has taken since the last call. */
    int takeWritten() {
        int taken = written;
        written = 0;
        return taken;
    }
}
