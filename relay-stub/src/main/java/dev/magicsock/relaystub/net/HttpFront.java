package dev.magicsock.relaystub.net;

import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.http.Header;
import dev.magicsock.relaystub.http.HttpAnswer;
import dev.magicsock.relaystub.http.HttpResponse;
import dev.magicsock.relaystub.http.RequestHead;
import dev.magicsock.relaystub.http.RequestHeadParser;
import dev.magicsock.relaystub.http.RequestHeadResult;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The HTTP/1.1 side of one connection: reads heads of requests, answers them in order, and steps aside at an upgrade.
 *
 * <p>Bodies are not read: after a request that announces one the connection ends. A client that asks on without reading
 * the answers is cut off, so answers never pile up.
 */
final class HttpFront extends ByteToMessageDecoder {

    private static final byte LINE_FEED = '\n';

    private final Function<RequestHead, HttpAnswer> services;
    private final Upgrade upgrade;
    /** How many of the waiting bytes were looked at without finding the end of a head. */
    private int seen;
    private boolean closing;

    HttpFront(Function<RequestHead, HttpAnswer> services, Upgrade upgrade) {
        this.services = services;
        this.upgrade = upgrade;
    }

    /** Takes a connection over whose 101 is on its way. */
    interface Upgrade {
        void begin(ChannelHandlerContext front, RelayProtocolVersion version, RequestHead request);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (closing) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!mayHoldEnd(in)) {
            return;
        }
        byte[] bytes = new byte[Math.min(in.readableBytes(), RequestHeadParser.MAX_BYTES)];
        in.getBytes(in.readerIndex(), bytes);
        switch (RequestHeadParser.parse(bytes, bytes.length)) {
            case RequestHeadResult.Incomplete _ -> seen = in.readableBytes();
            case RequestHeadResult.Malformed(String why) -> {
                HttpResponse refusal = new HttpResponse(400, "Bad Request", List.of(), why);
                send(context, refusal.encode(), true);
            }
            case RequestHeadResult.Complete(RequestHead head, int length) -> {
                in.skipBytes(length);
                seen = 0;
                if (context.channel().isWritable()) {
                    answer(context, head, in.isReadable());
                } else {
                    drop(context);
                }
            }
        }
    }

    /** Without a line feed among the new bytes the head cannot have ended: a dribbling client costs little. */
    private boolean mayHoldEnd(ByteBuf in) {
        if (in.readableBytes() >= RequestHeadParser.MAX_BYTES) {
            return true;
        }
        boolean found = in.indexOf(in.readerIndex() + seen, in.writerIndex(), LINE_FEED) >= 0;
        if (!found) {
            seen = in.readableBytes();
        }
        return found;
    }

    private void answer(ChannelHandlerContext context, RequestHead head, boolean moreBytes) {
        switch (services.apply(head)) {
            case HttpAnswer.Respond(HttpResponse response) -> {
                boolean last = wantsClose(head) || announcesBody(head);
                send(context, head.method().equals("HEAD") ? response.encodeHead() : response.encode(), last);
            }
            // Nothing may follow the request before the 101 (relay protocol section 3.3).
            case HttpAnswer.SwitchToRelay _ when moreBytes -> drop(context);
            case HttpAnswer.SwitchToRelay(RelayProtocolVersion version, HttpResponse response) -> {
                context.write(Unpooled.wrappedBuffer(response.encode()));
                upgrade.begin(context, version, head);
            }
        }
    }

    private static boolean wantsClose(RequestHead head) {
        return head.header("Connection").filter(value -> value.toLowerCase(Locale.ROOT).contains("close")).isPresent();
    }

    private static boolean announcesBody(RequestHead head) {
        for (Header header : head.headers()) {
            boolean length = header.name().equalsIgnoreCase("Content-Length") && !header.value().equals("0");
            if (length || header.name().equalsIgnoreCase("Transfer-Encoding")) {
                return true;
            }
        }
        return false;
    }

    private void send(ChannelHandlerContext context, byte[] response, boolean last) {
        var written = context.writeAndFlush(Unpooled.wrappedBuffer(response));
        if (last) {
            closing = true;
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void drop(ChannelHandlerContext context) {
        closing = true;
        context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset, or bytes that are no TLS: in either case there is nobody to tell.
        context.close();
    }
}
