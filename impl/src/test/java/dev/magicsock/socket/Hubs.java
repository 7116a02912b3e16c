package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Hubs on loopback for integration tests, and datagrams that look like QUIC's. Closes what it made. */
final class Hubs implements AutoCloseable {

    static final InetAddress LOOPBACK = SocketAddresses.parse("127.0.0.1:1").getAddress();

    /** Generous: only a failure waits for it. */
    static final int PATIENCE_SECONDS = 20;

    private final List<MagicSocketHub> made = new ArrayList<>();

    /** Remembers what a hub tells, so that a test can wait for it. */
    static final class Ear implements ObservationListener {

        private final LinkedBlockingQueue<Observation> heard = new LinkedBlockingQueue<>();

        @Override
        public void observed(Observation observation, Instant at) {
            heard.add(observation);
        }

        /** Waits for the next observation of a kind; what comes before is forgotten. */
        <T extends Observation> T await(Class<T> kind, Predicate<T> which) throws InterruptedException {
            for (;;) {
                Observation next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertTrue(next != null, "heard nothing of " + kind.getSimpleName());
                if (kind.isInstance(next) && which.test(kind.cast(next))) {
                    return kind.cast(next);
                }
            }
        }

        <T extends Observation> T await(Class<T> kind) throws InterruptedException {
            return await(kind, _ -> true);
        }

        void awaitDirect() throws InterruptedException {
            await(Observation.PathSelected.class, it -> it.path().kind().isDirect());
        }

        void awaitRelayed() throws InterruptedException {
            await(Observation.PathSelected.class, it -> !it.path().kind().isDirect());
        }
    }

    MagicSocketHub make(Ear ear) throws IOException {
        return make(MagicSockConfig.builder().build(), ear);
    }

    MagicSocketHub make(MagicSockConfig config, Ear ear) throws IOException {
        return keep(onLoopback(config, ear).bind());
    }

    static HubBuilder onLoopback(MagicSockConfig config, Ear ear) {
        return MagicSocketHub.builder().config(config).listener(ear)
                .bindAddresses(List.of(new InetSocketAddress(LOOPBACK, 0)))
                .interfaces(() -> List.of(LocalInterfaceAddress.preferred(LOOPBACK)));
    }

    MagicSocketHub keep(MagicSocketHub hub) {
        made.add(hub);
        return hub;
    }

    /** Where a hub is, without any relay. */
    static EndpointAddr directAddress(MagicSocketHub hub) {
        return new EndpointAddr(hub.id(), List.of(), hub.boundAddresses());
    }

    static EndpointAddr relayedAddress(MagicSocketHub hub, RelayUrl relay) {
        return new EndpointAddr(hub.id(), List.of(relay), List.of());
    }

    /** A long header as a client sends it first. */
    static byte[] longHeader(String destinationId, String sourceId, String text) {
        byte[] dcid = ascii(destinationId);
        byte[] scid = ascii(sourceId);
        byte[] rest = ascii(text);
        return ByteBuffer.allocate(7 + dcid.length + scid.length + rest.length)
                .put((byte) 0xC3).putInt(1)
                .put((byte) dcid.length).put(dcid)
                .put((byte) scid.length).put(scid)
                .put(rest).array();
    }

    static byte[] shortHeader(String destinationId, String text) {
        byte[] dcid = ascii(destinationId);
        byte[] rest = ascii(text);
        return ByteBuffer.allocate(1 + dcid.length + rest.length).put((byte) 0x43).put(dcid).put(rest).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static void send(DatagramSocket from, InetSocketAddress to, byte[] payload) throws IOException {
        from.send(new DatagramPacket(payload, payload.length, to));
    }

    /** Sends over a facade that has a peer. */
    static void send(DatagramSocket from, byte[] payload) throws IOException {
        from.send(new DatagramPacket(payload, payload.length));
    }

    /**
     * Waits until both ways are proven. Before that a datagram may be lost: once a remote has shown that it answers
     * probes nothing is sent to it on a path that is not proven, and these endpoints have no relay.
     */
    static void settle(MagicSocket client, Ear clientHears, MagicSocket server, Ear serverHears) throws Exception {
        send(client, longHeader("random", "settling", "settle"));
        expect(server, "settle");
        clientHears.awaitDirect();
        serverHears.awaitDirect();
    }

    /** Waits for a datagram and checks what it says at its end; returns where it came from. */
    static InetSocketAddress expect(DatagramSocket at, String ending) throws IOException {
        at.setSoTimeout(PATIENCE_SECONDS * 1000);
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        at.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        assertEquals(ending, text.substring(Math.max(0, text.length() - ending.length())));
        return (InetSocketAddress) packet.getSocketAddress();
    }

    @Override
    public void close() {
        made.forEach(MagicSocketHub::close);
    }
}
