package dev.magicsock.relaystub.net;

import dev.magicsock.relaystub.fault.Gate;
import dev.magicsock.relaystub.server.ConnectionId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One upgraded connection: makes messages of WebSocket frames and frames of messages.
 *
 * <p>Binary messages go to the relay, fragmented ones as a whole; text is skipped; pings are answered as long as the
 * client reads the answers; a close frame is answered and ends the connection (relay protocol section 4).
 */
final class RelayConnection extends SimpleChannelInboundHandler<ByteBuf> {

    private static final int FIN_BINARY = 0x82;
    private static final int FIN_CLOSE = 0x88;
    private static final int FIN_PONG = 0x8A;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int MAX_HEADER_BYTES = 10;

    /** Two usual datagrams; more of them make it grow. */
    private static final int OUT_CAPACITY = 2560;

    /** A client that was sent its last message has this long to take it before the connection is reset. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final ConnectionId id;
    private final Channel channel;
    private final RelayShell shell;
    private final MessageBudget budget;
    private final FrameReader reader = new FrameReader(this::receive);
    /** Frames that go out with the next flush; null if there are none. */
    private ByteBuf out;
    /** How many bytes in them are to be reported to the relay as written. */
    private int outCredit;
    private boolean ended;
    private boolean proven;
    /** The parts of a fragmented binary message so far; null outside of one. */
    private ByteArrayOutputStream fragments;
    private int heldBytes;
    private final Gate fromClient = new Gate();
    private final Gate toClient = new Gate();
    /** When what is delayed is looked at next; null if nothing is. */
    private Instant releaseAt;

    RelayConnection(ConnectionId id, Channel channel, RelayShell shell, MessageBudget budget) {
        super(ByteBuf.class);
        this.id = id;
        this.channel = channel;
        this.shell = shell;
        this.budget = budget;
    }

    ConnectionId id() {
        return id;
    }

    Channel channel() {
        return channel;
    }

    /** What belongs to one read is copied once and then taken apart: access to single bytes of a buffer is dear. */
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf read) {
        int length = read.readableBytes();
        byte[] bytes = shell.scratch(length);
        read.readBytes(bytes, 0, length);
        reader.read(bytes, 0, length);
        if (reader.brokenRule() != null && !ended) {
            shell.badFrame(id, reader.brokenRule());
            abort();
        }
        accountFor(length);
        noteProof();
    }

    /** Looks whether the client is let in by now, until it is. */
    void noteProof() {
        if (!proven) {
            proven = shell.isProven(this);
        }
    }

    private void receive(int opcode, boolean isFinal, byte[] payload) {
        if (ended) {
            return;
        }
        switch (opcode) {
            case FrameReader.OPCODE_BINARY -> {
                if (isFinal) {
                    receive(payload);
                } else {
                    fragments = new ByteArrayOutputStream();
                    fragments.writeBytes(payload);
                }
            }
            case FrameReader.OPCODE_CONTINUATION -> append(payload, isFinal);
            case FrameReader.OPCODE_TEXT -> shell.textSkipped(id);
            case FrameReader.OPCODE_CLOSE -> answerClose(payload);
            case FrameReader.OPCODE_PING -> {
                // A client that does not read gets no answers.
                if (channel.isWritable()) {
                    writeFrame(FIN_PONG, payload);
                }
            }
            default -> {
                // A pong that nobody asked for.
            }
        }
    }

    /** Continues a binary message; what continues a skipped text is skipped too. */
    private void append(byte[] part, boolean isFinal) {
        if (fragments == null) {
            return;
        }
        if (fragments.size() + part.length > FrameReader.MAX_PAYLOAD_BYTES) {
            abort();
            return;
        }
        fragments.writeBytes(part);
        if (isFinal) {
            byte[] message = fragments.toByteArray();
            fragments = null;
            receive(message);
        }
    }

    private void receive(byte[] message) {
        if (shell.hasFaults()) {
            receiveThroughFaults(message);
        } else {
            shell.messageReceived(id, message);
        }
    }

    private void receiveThroughFaults(byte[] message) {
        switch (shell.fateFromClient(id, message, fromClient, () -> shell.messageReceived(id, message))) {
            case PASS -> shell.messageReceived(id, message);
            case LATER -> scheduleRelease();
            case LOST -> shell.lostToFault(id, message);
            case CLOSE -> abort();
        }
    }

    /** Sends a message of the relay. */
    void send(byte[] message) {
        if (shell.hasFaults()) {
            sendThroughFaults(message);
        } else {
            write(message);
        }
    }

    /** What is delayed or lost is reported to the relay as written: the fault is in the network, not in the relay. */
    private void sendThroughFaults(byte[] message) {
        switch (shell.fateToClient(id, message, toClient, () -> writeFrame(FIN_BINARY, message))) {
            case PASS -> write(message);
            case LATER -> {
                scheduleRelease();
                reportWrittenSoon(message);
            }
            case LOST -> {
                shell.lostToFault(id, message);
                reportWrittenSoon(message);
            }
            case CLOSE -> abort();
        }
    }

    /** Not at once: the relay core is just handing it over. */
    private void reportWrittenSoon(byte[] message) {
        channel.eventLoop().execute(() -> shell.bytesWritten(id, message.length));
    }

    private void scheduleRelease() {
        Stream.of(fromClient, toClient).flatMap(gate -> gate.nextRelease().stream()).min(Comparator.naturalOrder())
                .filter(at -> releaseAt == null || at.isBefore(releaseAt))
                .ifPresent(at -> {
                    releaseAt = at;
                    channel.eventLoop().schedule(this::release, shell.until(at).toNanos(), TimeUnit.NANOSECONDS);
                });
    }

    private void release() {
        releaseAt = null;
        shell.release(fromClient);
        shell.release(toClient);
        noteProof();
        shell.flush();
        scheduleRelease();
    }

    private void write(byte[] message) {
        writeFrame(FIN_BINARY, message);
        outCredit += message.length;
    }

    private void writeFrame(int firstByte, byte[] payload) {
        if (out == null) {
            out = channel.alloc().directBuffer(Math.max(OUT_CAPACITY, MAX_HEADER_BYTES + payload.length));
            shell.needsFlush(this);
        }
        out.writeByte(firstByte);
        if (payload.length < LENGTH_IN_2_BYTES) {
            out.writeByte(payload.length);
        } else if (payload.length <= 0xFFFF) {
            out.writeByte(LENGTH_IN_2_BYTES).writeShort(payload.length);
        } else {
            out.writeByte(LENGTH_IN_8_BYTES).writeLong(payload.length);
        }
        out.writeBytes(payload);
    }

    /** Hands everything that was written since the last time to the kernel at once. */
    void flush() {
        if (out == null) {
            return;
        }
        ByteBuf frames = out;
        int credit = outCredit;
        out = null;
        outCredit = 0;
        channel.writeAndFlush(frames).addListener(written -> {
            if (credit > 0 && written.isSuccess()) {
                shell.bytesWritten(id, credit);
            }
        });
    }

    private void answerClose(byte[] payload) {
        writeFrame(FIN_CLOSE, payload);
        closeAfterWriting();
    }

    /**
     * Ends the connection once everything that was handed over is written, or after a moment. Not at once: flushing
     * reports written bytes to the relay core, and it is the core that calls this. Nothing more is taken from the
     * client, not even what came in the same read.
     */
    void closeAfterWriting() {
        ended = true;
        channel.config().setAutoRead(true);
        channel.eventLoop().execute(() -> {
            flush();
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        });
        ScheduledFuture<?> linger = channel.eventLoop().schedule(this::abort, LINGER.toNanos(), TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(_ -> linger.cancel(false));
    }

    /** Ends the connection without writing what waits. */
    void abort() {
        ended = true;
        channel.eventLoop().execute(channel::close);
    }

    private void accountFor(int bytesRead) {
        int holding = reader.heldBytes() + (fragments == null ? 0 : fragments.size());
        boolean affordable = budget.change(holding - heldBytes);
        heldBytes = holding;
        shell.bytesRead(id, bytesRead);
        if (!affordable) {
            shell.overBudget(id);
            abort();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        shell.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        budget.change(-heldBytes);
        heldBytes = 0;
        if (out != null) {
            out.release();
            out = null;
        }
        shell.connectionClosed(id);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset, or TLS that went wrong: there is nobody to tell.
        abort();
    }
}
