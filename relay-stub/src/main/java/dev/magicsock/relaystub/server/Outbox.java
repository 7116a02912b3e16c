package dev.magicsock.relaystub.server;

import dev.magicsock.relay.WriteWindow;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one connection is to be sent, in the order of relay protocol section 10: a rate-limit notice, the pong to the
 * latest ping, datagrams, then control frames.
 */
final class Outbox {

    private final ConnectionId connection;
    private final RelayServerOutput output;
    private final FrameQueue datagrams;
    private final FrameQueue control;
    private final WriteWindow window;
    /** The rate-limit notice, or null; sent once per connection. */
    private byte[] notice;
    /** The latest pong that waits, or null. Older ones are of no use: only the latest ping of a client counts. */
    private byte[] pong;

    Outbox(ConnectionId connection, RelayServerConfig config, QueueBudget budget, RelayServerOutput output) {
        this.connection = connection;
        this.output = output;
        this.datagrams = new FrameQueue(config.queueFrames(), config.queueBytes(), budget);
        this.control = new FrameQueue(config.queueFrames(), Integer.MAX_VALUE, new QueueBudget(Long.MAX_VALUE));
        this.window = new WriteWindow(config.windowBytes());
    }

    boolean hasRoomForDatagrams(int frameBytes) {
        return datagrams.hasRoomFor(frameBytes);
    }

    void addDatagrams(byte[] frame) {
        datagrams.add(frame);
    }

    /** Adds a control frame, or returns false if too many wait. */
    boolean addControl(byte[] frame) {
        boolean room = control.hasRoomFor(frame.length);
        if (room) {
            control.add(frame);
        }
        return room;
    }

    void setPong(byte[] frame) {
        pong = frame;
    }

    void setNotice(byte[] frame) {
        notice = frame;
    }

    /** Hands over as much as the transport may have. */
    void flush(Instant now) {
        for (byte[] frame = peek(); frame != null && window.admits(frame.length); frame = peek()) {
            remove(frame);
            window.handedOver(frame.length, now);
            output.send(connection, frame);
        }
    }

    private byte[] peek() {
        if (notice != null) {
            return notice;
        }
        if (pong != null) {
            return pong;
        }
        byte[] datagram = datagrams.peek();
        return datagram != null ? datagram : control.peek();
    }

    private void remove(byte[] frame) {
        if (frame == notice) {
            notice = null;
        } else if (frame == pong) {
            pong = null;
        } else if (frame == datagrams.peek()) {
            datagrams.poll();
        } else {
            control.poll();
        }
    }

    /** True if nothing waits and the transport has room. */
    boolean isIdle(int frameBytes) {
        return peek() == null && window.admits(frameBytes);
    }

    void written(int bytes, Instant now) {
        window.written(bytes, now);
    }

    Optional<Instant> writingSince() {
        return window.writingSince();
    }

    /** Takes out the datagram frames that wait. */
    void drainDatagrams(Consumer<byte[]> to) {
        for (byte[] frame = datagrams.poll(); frame != null; frame = datagrams.poll()) {
            to.accept(frame);
        }
    }
}
