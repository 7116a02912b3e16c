package dev.magicsock.relaystub.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An HTTP proxy on the loopback interface that opens tunnels to whoever knows its credentials. */
final class ConnectProxy implements AutoCloseable {

    /** The first line of each request and whether it was let through. */
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final String authorization;
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

    /** @param authorization the value of {@code Proxy-Authorization} that opens it */
    ConnectProxy(String authorization) throws IOException {
        this.authorization = authorization;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
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
        try (client) {
            String head = head(client.getInputStream());
            String target = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
            boolean allowed = head.contains("\r\nProxy-Authorization: " + authorization + "\r\n");
            log.add("CONNECT " + target + (allowed ? " allowed" : " refused"));
            if (!allowed) {
                answer(client, "407 Proxy Authentication Required");
                return;
            }
            int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
            try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
                open.add(onward);
                answer(client, "200 Connection established");
                Thread.ofVirtual().start(() -> pump(onward, client));
                pump(client, onward);
            }
        } catch (IOException e) {
            // One of both has gone.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no head");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
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
