package dev.magicsock.relaystub.net;

import dev.magicsock.relaystub.net.RelayFaults.Fate;
import dev.magicsock.relaystub.server.ConnectionId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One upgraded connection: makes messages of WebSocket frames and frames of messages.
 *
 * <p>Binary messages go to the relay, fragmented ones as a whole; text is skipped; pings are answered as long as the
 * client reads the answers; a close frame is answered and ends the connection (relay protocol section 4).
 */
final class RelayConnection extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final int FIN_BINARY = 0x82;
    private static final int FIN_CLOSE = 0x88;
    private static final int FIN_PONG = 0x8A;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int MAX_HEADER_BYTES = 10;

    /** A client that was sent its last message has this long to take it before the connection is reset. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final ConnectionId id;
    private final Channel channel;
    private final RelayShell shell;
    private final MessageBudget budget;
    /** The parts of a fragmented binary message so far; null outside of one. */
    private ByteArrayOutputStream fragments;
    private int heldBytes;

    RelayConnection(ConnectionId id, Channel channel, RelayShell shell, MessageBudget budget) {
        super(WebSocketFrame.class);
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

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case BinaryWebSocketFrame binary when binary.isFinalFragment() -> receive(bytesOf(binary));
            case BinaryWebSocketFrame binary -> {
                fragments = new ByteArrayOutputStream();
                append(binary);
            }
            case ContinuationWebSocketFrame continuation -> append(continuation);
            case PingWebSocketFrame ping when channel.isWritable() -> writeFrame(FIN_PONG, bytesOf(ping));
            case CloseWebSocketFrame close -> answerClose(bytesOf(close));
            case TextWebSocketFrame _ -> shell.textSkipped(id);
            // A pong that nobody asked for, or a ping of a client that does not read: nothing to do.
            default -> { }
        }
    }

    /** Continues a binary message; what continues a skipped text is skipped too. */
    private void append(WebSocketFrame part) {
        if (fragments == null) {
            return;
        }
        if (fragments.size() + part.content().readableBytes() > FrameDecoder.MAX_PAYLOAD_BYTES) {
            abort();
            return;
        }
        fragments.writeBytes(bytesOf(part));
        if (part.isFinalFragment()) {
            byte[] message = fragments.toByteArray();
            fragments = null;
            receive(message);
        }
    }

    private static byte[] bytesOf(WebSocketFrame frame) {
        ByteBuf content = frame.content();
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        return bytes;
    }

    private void receive(byte[] message) {
        apply(shell.faults().fromClient(id, message), () -> shell.messageReceived(id, message), () -> { });
    }

    /** Sends a message of the relay; what is written, or lost by a fault, is reported to the relay as written. */
    void send(byte[] message) {
        apply(shell.faults().toClient(id, message), () -> write(message),
                () -> channel.eventLoop().execute(() -> shell.bytesWritten(id, message.length)));
    }

    private void apply(Fate fate, Runnable pass, Runnable drop) {
        switch (fate) {
            case Fate.Pass _ -> pass.run();
            case Fate.Drop _ -> drop.run();
            case Fate.Delay(Duration delay) -> channel.eventLoop().schedule(() -> {
                pass.run();
                shell.flush();
            }, delay.toNanos(), TimeUnit.NANOSECONDS);
            case Fate.Close _ -> abort();
        }
    }

    private void write(byte[] message) {
        writeFrame(FIN_BINARY, message).addListener(written -> {
            if (written.isSuccess()) {
                shell.bytesWritten(id, message.length);
            }
        });
    }

    private ChannelFuture writeFrame(int firstByte, byte[] payload) {
        ByteBuf frame = channel.alloc().directBuffer(MAX_HEADER_BYTES + payload.length);
        frame.writeByte(firstByte);
        if (payload.length < LENGTH_IN_2_BYTES) {
            frame.writeByte(payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.writeByte(LENGTH_IN_2_BYTES).writeShort(payload.length);
        } else {
            frame.writeByte(LENGTH_IN_8_BYTES).writeLong(payload.length);
        }
        shell.needsFlush(channel);
        return channel.write(frame.writeBytes(payload));
    }

    private void answerClose(byte[] payload) {
        writeFrame(FIN_CLOSE, payload);
        closeAfterWriting();
    }

    /**
     * Ends the connection once everything that was handed over is written, or after a moment. Not at once: flushing
     * reports written bytes to the relay core, and it is the core that calls this.
     */
    void closeAfterWriting() {
        channel.config().setAutoRead(true);
        channel.eventLoop().execute(() ->
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE));
        channel.eventLoop().schedule(this::abort, LINGER.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the connection without writing what waits. */
    void abort() {
        channel.eventLoop().execute(channel::close);
    }

    /** @param held how many of the bytes belong to a frame that goes on */
    void bytesRead(int bytes, int held) {
        int holding = held + (fragments == null ? 0 : fragments.size());
        boolean affordable = budget.change(holding - heldBytes);
        heldBytes = holding;
        shell.bytesRead(id, bytes);
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
        shell.connectionClosed(id);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            shell.badFrame(id, cause.getMessage());
        }
        abort();
    }
}
