package dev.magicsock.relaystub.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/**
 * Reads the WebSocket frames of one client (relay protocol section 4): masked, without extensions, at most 1 MiB each.
 * Reports what was read once the messages in it were handed on, and what it holds back for frames that go on.
 */
final class FrameDecoder extends WebSocket13FrameDecoder {

    /** Relay protocol section 16. */
    static final int MAX_PAYLOAD_BYTES = 1 << 20;

    private static final WebSocketDecoderConfig CONFIG = WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .maxFramePayloadLength(MAX_PAYLOAD_BYTES)
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build();

    private final RelayConnection connection;

    FrameDecoder(RelayConnection connection) {
        super(CONFIG);
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) throws Exception {
        int bytes = read instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
        super.channelRead(context, read);
        connection.bytesRead(bytes, actualReadableBytes());
    }
}
