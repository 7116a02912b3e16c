package dev.magicsock.interop.npm;

import dev.magicsock.endpoint.Connection;
import dev.magicsock.endpoint.EndpointEvent;
import dev.magicsock.endpoint.MagicSock;
import dev.magicsock.endpoint.MagicSockBuilder;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.quic.PeerStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One of our endpoints, which does the same as an {@link IrohPeer}: it sends back whatever it receives. */
final class OurPeer implements AutoCloseable {

    private static final long HAPPENS_WITHIN_SECONDS = 30;

    private final List<EndpointEvent> events = new ArrayList<>();
    private final List<Connection> accepted = new ArrayList<>();
    private final MagicSock sock;

    private OurPeer(MagicSockBuilder builder, List<String> alpns) throws IOException {
        this.sock = builder.protocols(alpns).listener((event, _) -> happened(event)).bind();
        if (!alpns.isEmpty()) {
            Thread.ofVirtual().start(() -> untilTheEnd(this::acceptAll));
        }
    }

    static OurPeer start(String... alpns) throws IOException {
        return new OurPeer(MagicSock.builder(), List.of(alpns));
    }

    static OurPeer startAt(RelayUrl relay, String... alpns) throws IOException {
        return new OurPeer(MagicSock.builder().relays(List.of(relay)), List.of(alpns));
    }

    MagicSock sock() {
        return sock;
    }

    EndpointId id() {
        return sock.id();
    }

    EndpointAddr directAddress() {
        return new EndpointAddr(sock.id(), List.of(), sock.address().directAddresses());
    }

    /** Its home relay alone, once that has let it in. */
    EndpointAddr relayAddress() throws IOException, InterruptedException {
        await(EndpointEvent.HomeRelayChanged.class, _ -> true);
        return new EndpointAddr(sock.id(), sock.address().relayUrls(), List.of());
    }

    Connection connect(EndpointAddr remote, String alpn) throws IOException {
        return sock.connect(remote, alpn);
    }

    /** Waits for the connection with this remote that it has accepted. */
    Connection accepted(EndpointId remote) throws IOException, InterruptedException {
        await(EndpointEvent.Connected.class, event -> event.remote().equals(remote)
                && event.direction() == EndpointEvent.Direction.ACCEPTED);
        synchronized (events) {
            while (true) {
                for (Connection each : accepted.reversed()) {
                    if (each.remote().equals(remote)) {
                        return each;
                    }
                }
                events.wait();
            }
        }
    }

    /** Waits for the connection that it accepts as this one since its start, beginning with 0. */
    Connection accepted(int index) throws InterruptedException {
        synchronized (events) {
            while (accepted.size() <= index) {
                events.wait();
            }
            return accepted.get(index);
        }
    }

    /** Waits for an event of this kind that has happened already or does so now. */
    <T extends EndpointEvent> T await(Class<T> kind, Predicate<T> wanted) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(HAPPENS_WITHIN_SECONDS);
        synchronized (events) {
            while (true) {
                for (EndpointEvent each : events) {
                    if (kind.isInstance(each) && wanted.test(kind.cast(each))) {
                        return kind.cast(each);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(giveUp - System.nanoTime());
                if (left <= 0) {
                    throw new IOException("no such " + kind.getSimpleName() + " among " + events);
                }
                events.wait(left);
            }
        }
    }

    private void happened(EndpointEvent event) {
        synchronized (events) {
            events.add(event);
            events.notifyAll();
        }
    }

    // What it does with connections that it dialled

    /** Sends so many bytes of the {@link Pattern} on a stream; what came back. */
    static Pattern.Digest exchange(Connection connection, int bytes) throws IOException {
        PeerStream stream = connection.openStream();
        Thread.ofVirtual().start(() -> untilTheEnd(() -> send(stream, bytes)));
        return Pattern.Digest.of(stream.input().readAllBytes());
    }

    /** The same on a stream of one direction, and back on another one. */
    static Pattern.Digest exchangeOneWay(Connection connection, int bytes) throws IOException, InterruptedException {
        send(connection.openOneWayStream(), bytes);
        return Pattern.Digest.of(connection.acceptStream().input().readAllBytes());
    }

    /** Sends a datagram; what the next one from the other side says. */
    static String exchangeDatagram(Connection connection, String text) throws IOException, InterruptedException {
        connection.sendDatagram(text.getBytes(StandardCharsets.UTF_8));
        return new String(connection.receiveDatagram(), StandardCharsets.UTF_8);
    }

    private static void send(PeerStream stream, int bytes) throws IOException {
        try (OutputStream out = stream.output()) {
            out.write(Pattern.bytes(bytes));
        }
    }

    /** Sends so many bytes on a connection with {@link Throughput#SINK_ALPN}; how many milliseconds they took. */
    static double pour(Connection connection, int bytes) throws IOException {
        byte[] content = Pattern.bytes(bytes);
        PeerStream stream = connection.openStream();
        long start = System.nanoTime();
        try (OutputStream out = stream.output()) {
            out.write(content);
        }
        String count = new String(stream.input().readAllBytes(), StandardCharsets.US_ASCII);
        if (!count.equals(Integer.toString(bytes))) {
            throw new IOException("only " + count + " bytes arrived");
        }
        return (System.nanoTime() - start) / 1e6;
    }

    // What it does with connections that it accepted

    private void acceptAll() throws IOException, InterruptedException {
        while (true) {
            Connection connection = sock.accept();
            synchronized (events) {
                accepted.add(connection);
                events.notifyAll();
            }
            Thread.ofVirtual().start(() -> untilTheEnd(() -> echoStreams(connection)));
            Thread.ofVirtual().start(() -> untilTheEnd(() -> echoDatagrams(connection)));
        }
    }

    private static void echoStreams(Connection connection) throws IOException, InterruptedException {
        while (true) {
            PeerStream stream = connection.acceptStream();
            Thread.ofVirtual().start(() -> untilTheEnd(() -> echo(connection, stream)));
        }
    }

    private static void echo(Connection connection, PeerStream stream) throws IOException {
        if (connection.protocol().equals(Throughput.SINK_ALPN)) {
            count(stream);
            return;
        }
        PeerStream back = stream.isBidirectional() ? stream : connection.openOneWayStream();
        try (OutputStream out = back.output()) {
            stream.input().transferTo(out);
        }
    }

    private static void count(PeerStream stream) throws IOException {
        long bytes = stream.input().transferTo(OutputStream.nullOutputStream());
        try (OutputStream out = stream.output()) {
            out.write(Long.toString(bytes).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void echoDatagrams(Connection connection) throws IOException, InterruptedException {
        while (true) {
            connection.sendDatagram(connection.receiveDatagram());
        }
    }

    /** Something that goes on until its connection or endpoint ends, which others tell. */
    private interface Endless {
        void run() throws IOException, InterruptedException;
    }

    private static void untilTheEnd(Endless work) {
        try {
            work.run();
        } catch (IOException e) {
            // The end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        sock.close();
    }
}
