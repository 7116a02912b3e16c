package dev.magicsock.bench.quic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Two sockets that send each other datagrams with headers like QUIC's (RFC 8999 section 5), and do nothing else. */
final class Talk implements AutoCloseable {

    /** As large as kwik makes them. */
    private static final int BYTES = 1232;
    /** Nothing is lost on the loopback interface, so only a mistake waits for it. */
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int VERSION_1 = 1;
    private static final byte LONG_HEADER = (byte) 0xC3;
    private static final byte SHORT_HEADER = 0x43;
    private static final byte[] CLIENT_ID = "clientid".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER_ID = "serverid".getBytes(StandardCharsets.US_ASCII);

    private final SocketPair sockets;
    private final DatagramSocket server;
    private final DatagramSocket client;
    private final DatagramPacket there;
    private final DatagramPacket back;

    Talk(SocketPair sockets) throws IOException {
        this.sockets = sockets;
        this.server = sockets.server();
        this.there = new DatagramPacket(shortHeader(SERVER_ID), BYTES, sockets.serverAddress());
        this.client = sockets.client();
        server.setSoTimeout(TIMEOUT_MILLIS);
        client.setSoTimeout(TIMEOUT_MILLIS);
        this.back = new DatagramPacket(shortHeader(CLIENT_ID), BYTES, introduce().getSocketAddress());
    }

    private static byte[] shortHeader(byte[] to) {
        return ByteBuffer.allocate(BYTES).put(SHORT_HEADER).put(to).array();
    }

    /** The client shows the id that it has chosen; returns what the server got. */
    private DatagramPacket introduce() throws IOException {
        byte[] first = ByteBuffer.allocate(BYTES).put(LONG_HEADER).putInt(VERSION_1)
                .put((byte) SERVER_ID.length).put(SERVER_ID).put((byte) CLIENT_ID.length).put(CLIENT_ID).array();
        client.send(new DatagramPacket(first, BYTES, there.getSocketAddress()));
        DatagramPacket seen = packet();
        server.receive(seen);
        return seen;
    }

    private static DatagramPacket packet() {
        return new DatagramPacket(new byte[BYTES], BYTES);
    }

    String name() {
        return sockets.name();
    }

    /** The client sends, then the server receives, on one thread. */
    void sendAndReceive(int datagrams) throws IOException {
        DatagramPacket in = packet();
        for (int i = 0; i < datagrams; i++) {
            client.send(there);
            server.receive(in);
        }
    }

    /** Half of the datagrams are the server's answers, which another thread sends; both wait for each. */
    void sendThereAndBack(int datagrams) throws IOException {
        CompletableFuture<Void> answering = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("answers").start(() -> answer(datagrams / 2, answering));
        DatagramPacket in = packet();
        for (int i = 0; i < datagrams / 2; i++) {
            client.send(there);
            client.receive(in);
        }
        answering.join();
    }

    private void answer(int datagrams, CompletableFuture<Void> done) {
        try {
            DatagramPacket in = packet();
            for (int i = 0; i < datagrams; i++) {
                server.receive(in);
                server.send(back);
            }
            done.complete(null);
        } catch (IOException e) {
            done.completeExceptionally(new CompletionException(e));
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        sockets.close();
    }
}
