package dev.magicsock.bench.quic;

import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.socket.MagicSocketHub;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Facades of two MagicSocks that reach each other directly. */
final class MagicSockets implements SocketPair {

    private static final int PATIENCE_SECONDS = 30;

    private final InetAddress loopback;
    private final CountDownLatch direct = new CountDownLatch(2);
    private final MagicSocketHub server;
    private final MagicSocketHub client;

    MagicSockets(InetAddress loopback, SecretKey serverKey, SecretKey clientKey) throws IOException {
        this.loopback = loopback;
        this.server = bind(serverKey);
        this.client = bind(clientKey);
    }

    private MagicSocketHub bind(SecretKey key) throws IOException {
        return MagicSocketHub.builder().key(key).config(MagicSockConfig.builder().build())
                .bindAddresses(List.of(new InetSocketAddress(loopback, 0)))
                .interfaces(() -> List.of(LocalInterfaceAddress.preferred(loopback)))
                .listener((observation, at) -> heard(observation))
                .bind();
    }

    private void heard(Observation observation) {
        if (observation instanceof Observation.PathSelected selected && selected.path().kind().isDirect()) {
            direct.countDown();
        }
    }

    @Override
    public String name() {
        return "MagicSocket";
    }

    @Override
    public DatagramSocket server() throws IOException {
        return server.openServerSocket();
    }

    /** The mapped address of the server, once both sides know a direct path. */
    @Override
    public InetSocketAddress serverAddress() {
        InetSocketAddress mapped = client.addRemote(whereServerIs());
        server.addRemote(new EndpointAddr(client.id(), List.of(), client.boundAddresses()));
        try {
            if (!direct.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no direct path on the loopback interface");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return mapped;
    }

    private EndpointAddr whereServerIs() {
        return new EndpointAddr(server.id(), List.of(), server.boundAddresses());
    }

    @Override
    public DatagramSocket client() throws SocketException {
        return client.openClientSocket(whereServerIs());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
