package dev.magicsock.relaystub.net;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.Ecn;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.HttpReply;
import dev.magicsock.relaystub.check.RelayPeer;
import dev.magicsock.relaystub.check.WireClient;
import dev.magicsock.relaystub.fault.RelayFaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;

/** A relay on a free port of the loopback interface, and clients of it. */
final class RunningRelay implements AutoCloseable {

    /** Far longer than anything on loopback takes: reaching it is a failure, not a way to wait. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final RelayServer server;

    private RunningRelay(RelayServer server) {
        this.server = server;
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static RelayServerSettings settings() {
        return RelayServerSettings.plain(anyPort(), "1.2.3");
    }

    static RunningRelay start(RelayServerSettings settings) throws IOException {
        return new RunningRelay(RelayServer.start(settings));
    }

    static RunningRelay start(RelayServerSettings settings, RelayFaults faults) throws IOException {
        return new RunningRelay(RelayServer.start(settings, faults));
    }

    static Dialer dialer(InetSocketAddress address) {
        return Dialer.plain(address.getAddress().getHostAddress(), address.getPort(), PATIENCE);
    }

    RelayUrl url() {
        return RelayUrl.parse("http://127.0.0.1:" + server.address().getPort());
    }

    WireClient dial() throws IOException {
        return WireClient.connect(dialer(server.address()));
    }

    WireClient upgrade() throws IOException {
        WireClient wire = dial();
        HttpReply reply = wire.request(upgradeRequest("/relay", RelayProtocolVersion.OFFER));
        if (reply.status() != 101) {
            throw new IOException("not upgraded but " + reply);
        }
        return wire;
    }

    static String[] upgradeRequest(String target, String offer, String... more) {
        String[] lines = {"GET " + target + " HTTP/1.1", "Host: relay.test", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: " + offer};
        String[] all = Arrays.copyOf(lines, lines.length + more.length);
        System.arraycopy(more, 0, all, lines.length, more.length);
        return all;
    }

    RelayPeer peer(int seed) throws IOException {
        return RelayPeer.enter(upgrade(), key(seed), RelayProtocolVersion.V2, PATIENCE);
    }

    static SecretKey key(int seed) {
        byte[] bytes = new byte[SecretKey.BYTES];
        bytes[0] = (byte) seed;
        bytes[1] = (byte) (seed >> 8);
        return SecretKey.of(bytes);
    }

    static RelayFrame datagram(RelayPeer to, byte[] contents) {
        return new RelayFrame.ClientToRelay(to.id(),
                new RelayFrame.Datagrams(Ecn.NOT_ECT, OptionalInt.empty(), ByteBuffer.wrap(contents)));
    }

    /** The contents of the datagram that is the next frame. */
    static byte[] nextDatagram(RelayPeer peer) throws IOException {
        RelayFrame frame = peer.next().orElseThrow(() -> new IOException("no frame came"));
        if (!(frame instanceof RelayFrame.RelayToClient(var _, RelayFrame.Datagrams datagrams))) {
            throw new IOException("not a datagram but " + frame);
        }
        byte[] bytes = new byte[datagrams.contents().remaining()];
        datagrams.contents().get(bytes);
        return bytes;
    }

    /** The text that metrics show. */
    String metrics() throws IOException {
        try (WireClient wire = WireClient.connect(dialer(server.metricsAddress().orElseThrow()))) {
            return wire.request("GET /metrics HTTP/1.1", "Host: relay.test").body();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
