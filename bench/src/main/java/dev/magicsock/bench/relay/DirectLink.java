package dev.magicsock.bench.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** One TCP connection without a relay, both ends in the driver: what of a latency is not the relay's doing. */
final class DirectLink {

    private final Channel sender;
    private final int bytes;

    DirectLink(EventLoopGroup loops, int bytes, Latencies latencies) {
        this.bytes = bytes;
        Channel listener = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new FixedLengthFrameDecoder(bytes), new Receiving(latencies));
                    }
                }).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).syncUninterruptibly().channel();
        sender = new Bootstrap().group(loops).channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter()).connect(listener.localAddress())
                .syncUninterruptibly().channel();
    }

    void sendOne() {
        ByteBuf message = sender.alloc().directBuffer(bytes).writeLong(System.nanoTime()).writeZero(bytes - Long.BYTES);
        sender.writeAndFlush(message, sender.voidPromise());
    }

    private static final class Receiving extends ChannelInboundHandlerAdapter {

        private final Latencies latencies;

        Receiving(Latencies latencies) {
            this.latencies = latencies;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf frame = (ByteBuf) message;
            latencies.add(System.nanoTime() - frame.readLong());
            frame.release();
        }
    }
}
