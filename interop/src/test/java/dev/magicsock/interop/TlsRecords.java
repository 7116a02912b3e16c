package dev.magicsock.interop;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries one TLS connection and notes how long the records of application data are in both directions (RFC 8446
 * section 5.2): all that somebody on the wire can tell.
 */
final class TlsRecords implements AutoCloseable {

    private static final int HEADER_BYTES = 5;
    private static final int APPLICATION_DATA = 23;

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final List<Integer> fromServer = new ArrayList<>();
    private final List<Integer> fromClient = new ArrayList<>();

    /** Listens on the loopback interface, for one client. */
    TlsRecords(int serverPort) throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        Thread.ofVirtual().start(this::carry);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Lengths of what the server sent so far, in order. */
    List<Integer> fromServer() {
        synchronized (fromServer) {
            return List.copyOf(fromServer);
        }
    }

    /** Lengths of what the client sent so far, in order. */
    List<Integer> fromClient() {
        synchronized (fromClient) {
            return List.copyOf(fromClient);
        }
    }

    private void carry() {
        try (Socket client = listener.accept(); Socket upstream = new Socket()) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            upstream.connect(server);
            Thread back = Thread.ofVirtual().start(() -> copy(upstream, client, fromServer));
            copy(client, upstream, fromClient);
            back.join();
        } catch (IOException | InterruptedException e) {
            // The test is over, or will miss what did not come.
        }
    }

    private static void copy(Socket from, Socket to, List<Integer> lengths) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            DataInputStream records = new DataInputStream(in);
            byte[] record = new byte[HEADER_BYTES + 0xFFFF];
            while (true) {
                records.readFully(record, 0, HEADER_BYTES);
                int length = (record[3] & 0xFF) << 8 | record[4] & 0xFF;
                records.readFully(record, HEADER_BYTES, length);
                if (record[0] == APPLICATION_DATA) {
                    synchronized (lengths) {
                        lengths.add(length);
                    }
                }
                out.write(record, 0, HEADER_BYTES + length);
                out.flush();
            }
        } catch (EOFException e) {
            // It was closed.
        } catch (IOException e) {
            // It was reset, or the other side is gone.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
