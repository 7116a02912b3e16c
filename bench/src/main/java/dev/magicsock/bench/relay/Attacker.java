package dev.magicsock.bench.relay;

import dev.magicsock.identity.SecretKey;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One client that wears a relay out, and comes back a second after it was cut off. Everything on one event loop. */
final class Attacker {

    private static final long BACK_AFTER_MILLIS = 1000;
    private static final long BYTE_EVERY_MILLIS = 100;
    private static final int FLOOD_BYTES = 60_000;
    private static final long FLOOD_EVERY_MILLIS = 50;
    /** What the kernel takes for a client that does not read is to be little, so that it is the relay that holds it. */
    private static final int RECEIVE_BUFFER_BYTES = 8192;

    private final EventLoop loop;
    private final InetSocketAddress relay;
    private final InetAddress from;
    private final Kind kind;
    private final int number;
    private int connections;
    private boolean over;

    /** What it does. */
    enum Kind {
        /** Connects and says nothing. */
        SILENT,
        /** Upgrades and never answers the challenge. */
        UNPROVEN,
        /** Sends a request byte by byte. */
        SLOW_WRITER,
        /** Is let in, sends itself 1.2 MB per second, and reads none of it. */
        NEVER_READER
    }

    /**
     * @param from   the address that it has
     * @param number makes its key, which nobody else has
     */
    Attacker(EventLoop loop, InetSocketAddress relay, InetAddress from, Kind kind, int number) {
        this.loop = loop;
        this.relay = relay;
        this.from = from;
        this.kind = kind;
        this.number = number;
    }

    /** Connects, now and again whenever it was cut off. */
    void start() {
        connections++;
        new Bootstrap().group(loop).channel(NioSocketChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES).handler(behavior())
                .connect(relay, new InetSocketAddress(from, 0))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        comeBack();
                    }
                });
    }

    /** How often it had to connect. */
    int connections() {
        return connections;
    }

    /** It does not come back from now on. */
    void stop() {
        over = true;
    }

    private void comeBack() {
        if (!over) {
            loop.schedule(this::start, BACK_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private ChannelInboundHandlerAdapter behavior() {
        return switch (kind) {
            case SILENT -> new Cutoff();
            case UNPROVEN -> new Upgrading();
            case SLOW_WRITER -> new Dribbling();
            case NEVER_READER -> new Deaf();
        };
    }

    private static byte[] request(InetSocketAddress relay) {
        return LoadClient.upgradeRequest(relay).getBytes(StandardCharsets.US_ASCII);
    }

    private class Cutoff extends ChannelInboundHandlerAdapter {

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            comeBack();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private final class Upgrading extends Cutoff {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(request(relay)));
        }
    }

    private final class Dribbling extends Cutoff {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            writeNext(context, request(relay), 0);
        }

        private void writeNext(ChannelHandlerContext context, byte[] request, int at) {
            if (at < request.length - 1 && context.channel().isActive()) {
                context.writeAndFlush(Unpooled.wrappedBuffer(request, at, 1));
                loop.schedule(() -> writeNext(context, request, at + 1), BYTE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** A client as it should be until it is let in. */
    private final class Deaf extends ChannelInboundHandlerAdapter {

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            SecretKey key = SecretKey.of(
                    ByteBuffer.allocate(SecretKey.BYTES).putInt(Integer.BYTES, number + 1).array());
            LoadClient client = new LoadClient(key);
            context.pipeline().addLast(client, new Cutoff());
            client.ready().thenAccept(_ -> {
                context.channel().config().setAutoRead(false);
                flood(context.channel(), new Frames(key.id(), FLOOD_BYTES));
            });
        }

        private void flood(Channel channel, Frames frames) {
            if (!channel.isActive()) {
                return;
            }
            if (channel.isWritable()) {
                channel.writeAndFlush(frames.datagram(channel.alloc(), 0, 0));
            }
            loop.schedule(() -> flood(channel, frames), FLOOD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
