package dev.magicsock.relaystub.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Passes TCP connections on to one address; what a client sends is held for a while. */
final class SlowProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress target;
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
    private volatile Duration delay;

    SlowProxy(InetSocketAddress target, Duration delay) throws IOException {
        this.target = target;
        this.delay = delay;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** For what comes from now on. */
    void setDelay(Duration value) {
        delay = value;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client; Socket onward = new Socket(target.getAddress(), target.getPort())) {
            open.add(onward);
            Thread.ofVirtual().start(() -> passBack(onward, client));
            InputStream in = client.getInputStream();
            byte[] bytes = new byte[1 << 16];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                LockSupport.parkNanos(delay.toNanos());
                onward.getOutputStream().write(bytes, 0, count);
            }
        } catch (IOException e) {
            // One of both has gone.
        }
    }

    private static void passBack(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other direction notices too.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : List.copyOf(open)) {
            each.close();
        }
    }
}
