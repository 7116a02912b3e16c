package dev.magicsock.bench.relay;

import dev.magicsock.identity.SecretKey;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All clients of a measurement on one thread. */
final class Driver implements AutoCloseable {

    /** As many connections are being opened at a time; a relay's queue of new ones is longer. */
    private static final int OPENING = 64;

    private static final long PATIENCE_SECONDS = 60;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("driver", true),
            NioIoHandler.newFactory());
    private int keys;

    /**
     * Connects this many clients with keys of their own and waits until all are let in.
     *
     * @throws IOException saying which one was not let in, and why
     */
    List<LoadClient> connect(InetSocketAddress relay, int count) throws IOException, InterruptedException {
        List<LoadClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(open(relay, bootstrap()));
            if (i >= OPENING) {
                await(clients, i - OPENING);
            }
        }
        for (int i = Math.max(0, count - OPENING); i < count; i++) {
            await(clients, i);
        }
        return clients;
    }

    private static void await(List<LoadClient> clients, int number) throws IOException, InterruptedException {
        try {
            clients.get(number).ready().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("client " + number + " is not let in: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("client " + number + " is not let in after " + PATIENCE_SECONDS + " s", e);
        }
    }

    /** Connects one client from this local address; completed when it is let in. */
    CompletableFuture<LoadClient> open(InetSocketAddress relay, InetAddress from) {
        return open(relay, bootstrap().localAddress(from, 0)).ready();
    }

    private Bootstrap bootstrap() {
        return new Bootstrap().group(loops).channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true);
    }

    private LoadClient open(InetSocketAddress relay, Bootstrap bootstrap) {
        LoadClient client = new LoadClient(nextKey());
        bootstrap.handler(client).connect(relay).addListener(connected -> {
            if (!connected.isSuccess()) {
                client.ready().completeExceptionally(connected.cause());
            }
        });
        return client;
    }

    private SecretKey nextKey() {
        return SecretKey.of(ByteBuffer.allocate(SecretKey.BYTES).putInt(++keys).array());
    }

    EventLoop loop() {
        return loops.next();
    }

    EventLoopGroup loops() {
        return loops;
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
