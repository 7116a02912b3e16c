package dev.magicsock.bench.quic;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A relay at a distance: each direction of each connection takes the same time. */
final class SlowRelay implements AutoCloseable {

    private static final int CHUNK_BYTES = 1 << 16;

    private final RelayServer relay;
    private final ServerSocket front;
    private final long delayNanos;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    SlowRelay(InetAddress loopback, long delayNanos) throws IOException {
        this.delayNanos = delayNanos;
        this.relay = RelayServer.start(RelayServerSettings.plain(new InetSocketAddress(loopback, 0), "bench"));
        this.front = new ServerSocket(0, 50, loopback);
        Thread.ofPlatform().daemon().name("slow-relay").start(this::accept);
    }

    RelayUrl url() {
        return RelayUrl.parse("http://" + front.getInetAddress().getHostAddress() + ":" + front.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket near = front.accept();
                Socket far = new Socket(relay.address().getAddress(), relay.address().getPort());
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.addAll(List.of(near, far));
                pump(near, far);
                pump(far, near);
            }
        } catch (IOException closed) {
            // The end.
        }
    }

    private void pump(Socket from, Socket to) {
        DelayLine line = new DelayLine("slow-relay-line", delayNanos);
        open.add(line);
        Thread.ofPlatform().daemon().name("slow-relay-pump").start(() -> {
            byte[] chunk = new byte[CHUNK_BYTES];
            try {
                for (int count = from.getInputStream().read(chunk); count >= 0;
                        count = from.getInputStream().read(chunk)) {
                    byte[] bytes = Arrays.copyOf(chunk, count);
                    line.add(() -> write(to, bytes));
                }
            } catch (IOException closed) {
                // So is the other side.
            }
            line.add(() -> close(to));
        });
    }

    private static void write(Socket to, byte[] bytes) {
        try {
            to.getOutputStream().write(bytes);
        } catch (IOException e) {
            close(to);
        }
    }

    private static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        close(front);
        open.forEach(SlowRelay::close);
        relay.close();
    }
}
