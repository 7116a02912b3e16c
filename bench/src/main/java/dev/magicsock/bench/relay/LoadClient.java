package dev.magicsock.bench.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.FrameType;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One client of a relay: upgrades, proves its key, answers pings, and hands datagrams on without copying them. */
final class LoadClient extends ByteToMessageDecoder {

    private static final String UPGRADED = "HTTP/1.1 101 ";
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int OPCODE_BINARY = 2;
    private static final int OPCODE_CLOSE = 8;

    private final SecretKey key;
    private final CompletableFuture<LoadClient> ready = new CompletableFuture<>();
    private Receiver receiver = (_, _) -> { };
    private Channel channel;
    private boolean upgraded;
    private boolean ended;

    LoadClient(SecretKey key) {
        this.key = key;
    }

    /** Gets every datagram on the client's event loop. */
    interface Receiver {
        /** @param at where the datagram's frame begins, its type included */
        void datagram(ByteBuf bytes, int at);

        /** What had come together was handed over. */
        default void readComplete() {
        }
    }

    /** Completed once the relay lets the client in; failed if it does not, or ends the connection. */
    CompletableFuture<LoadClient> ready() {
        return ready;
    }

    EndpointId id() {
        return key.id();
    }

    Channel channel() {
        return channel;
    }

    /** True once the connection is gone; on the client's event loop. */
    boolean hasEnded() {
        return ended;
    }

    /** To be called before the first datagram can come. */
    void setReceiver(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        context.writeAndFlush(Unpooled.copiedBuffer(upgradeRequest((InetSocketAddress) channel.remoteAddress()),
                StandardCharsets.US_ASCII));
    }

    /** All that a relay wants to see before it speaks WebSocket. */
    static String upgradeRequest(InetSocketAddress relay) {
        return "GET /relay HTTP/1.1\r\nHost: " + relay.getHostString() + ":" + relay.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: iroh-relay-v2, iroh-relay-v1\r\n\r\n";
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (upgraded) {
            readFrame(context, in);
        } else {
            readHead(context, in);
        }
    }

    private void readHead(ChannelHandlerContext context, ByteBuf in) {
        String head = in.toString(StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        if (!head.startsWith(UPGRADED)) {
            fail(context, "no upgrade but " + head.substring(0, end));
            return;
        }
        upgraded = true;
        in.skipBytes(end + 4);
    }

    private void readFrame(ChannelHandlerContext context, ByteBuf in) {
        int start = in.readerIndex();
        int available = in.readableBytes();
        if (available < 2) {
            return;
        }
        int lengthCode = in.getByte(start + 1);
        int headBytes = switch (lengthCode) {
            case LENGTH_IN_2_BYTES -> 2 + Short.BYTES;
            case LENGTH_IN_8_BYTES -> 2 + Long.BYTES;
            default -> 2;
        };
        if (available < headBytes) {
            return;
        }
        int length = switch (lengthCode) {
            case LENGTH_IN_2_BYTES -> in.getUnsignedShort(start + 2);
            case LENGTH_IN_8_BYTES -> (int) in.getLong(start + 2);
            default -> lengthCode;
        };
        if (available >= headBytes + length) {
            handle(context, in.getByte(start) & 0x0F, in, start + headBytes, length);
            in.readerIndex(start + headBytes + length);
        }
    }

    private void handle(ChannelHandlerContext context, int opcode, ByteBuf in, int at, int length) {
        if (opcode == OPCODE_CLOSE) {
            fail(context, "the relay closes");
        } else if (opcode == OPCODE_BINARY && length > 0) {
            byte type = in.getByte(at);
            if (type == FrameType.RELAY_TO_CLIENT_DATAGRAM.code()) {
                receiver.datagram(in, at);
            } else if (type == FrameType.PING.code()) {
                byte[] pong = bytes(in, at, length);
                pong[0] = FrameType.PONG.code();
                send(context, pong);
            } else if (type == FrameType.SERVER_CHALLENGE.code()) {
                ServerChallenge challenge = new ServerChallenge(bytes(in, at + 1, ServerChallenge.BYTES));
                send(context, HandshakeCodec.encode(ChallengeSignature.answer(challenge, key)));
            } else if (type == FrameType.SERVER_CONFIRMS_AUTH.code()) {
                ready.complete(this);
            } else if (type == FrameType.SERVER_DENIES_AUTH.code()) {
                fail(context, "the relay denies");
            }
        }
    }

    private static byte[] bytes(ByteBuf in, int at, int length) {
        byte[] bytes = new byte[length];
        in.getBytes(at, bytes);
        return bytes;
    }

    private static void send(ChannelHandlerContext context, byte[] message) {
        context.writeAndFlush(Unpooled.wrappedBuffer(Frames.masked(message)));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        super.channelReadComplete(context);
        receiver.readComplete();
    }

    private void fail(ChannelHandlerContext context, String why) {
        ready.completeExceptionally(new IllegalStateException(why));
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        ended = true;
        ready.completeExceptionally(new IllegalStateException("the connection ended"));
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ready.completeExceptionally(cause);
        context.close();
    }
}
