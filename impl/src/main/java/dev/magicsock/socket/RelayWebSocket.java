package dev.magicsock.socket;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.RelayTransport;
import dev.magicsock.dial.DialAttempt;
import dev.magicsock.dial.Dialer;
import dev.magicsock.dial.ServerAddress;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.KeyingMaterialAuth;
import dev.magicsock.relay.RelayProtocolVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/**
 * One relay connection: a virtual thread that dials and then reads, and the WebSocket library's thread that writes.
 *
 * <p>The library's queue has no bound of its own. It holds no more than the relay client's write window, since every
 * message is reported only once it has left. The library's lost-connection check is off: the relay protocol has its
 * own pings.
 */
final class RelayWebSocket {

    /** Relay protocol section 4. */
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    /** What the closing handshake of RFC 6455 section 7.1.2 may take. */
    private static final Duration POLITE = Duration.ofMillis(500);

    private final RelayTransport transport;
    private final SecretKey key;
    private final RelayDialSettings settings;
    private final TransportEvents events;
    private final Runnable ended;
    private final Thread thread;
    private final DialAttempt attempt = new DialAttempt();
    private Client client;
    private InetAddress localAddress;
    private String abandoned;
    private boolean closed;

    /** @param ended called at the very end */
    RelayWebSocket(RelayTransport transport, SecretKey key, RelayDialSettings settings, TransportEvents events,
            Runnable ended) {
        this.transport = transport;
        this.key = key;
        this.settings = settings;
        this.events = events;
        this.ended = ended;
        this.thread = Thread.ofVirtual().name("magicsock-relay-" + transport.dial()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Sends a message; nothing happens if the connection is on its way out. */
    synchronized void send(byte[] message) {
        if (client == null || closed) {
            return;
        }
        try {
            client.send(message);
        } catch (WebsocketNotConnectedException e) {
            // Its end is reported by the thread that reads.
        }
    }

    /** Ends it without waiting: politely if that is quick. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (client != null) {
            client.close();
        }
        Thread.ofVirtual().name("magicsock-relay-end-" + transport.dial()).start(this::closeAfterPause);
    }

    private void closeAfterPause() {
        try {
            if (hasClient()) {
                thread.join(POLITE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        attempt.end();
        thread.interrupt();
    }

    /**
     * Ends it at once if it goes out from an address that this machine does not have any more: no answer can come, and
     * TCP would notice that only after minutes.
     */
    void localAddressesGone(Collection<InetAddress> gone) {
        synchronized (this) {
            if (localAddress == null || closed || !gone.contains(localAddress)) {
                return;
            }
            abandoned = "its local address " + SocketAddresses.format(localAddress) + " is gone";
        }
        attempt.end();
    }

    private synchronized boolean hasClient() {
        return client != null;
    }

    /** Waits for the end of both threads, not longer than told. */
    void join(Duration atMost) throws InterruptedException {
        thread.join(atMost);
    }

    private void run() {
        String reason = "closed";
        try {
            Socket connected = new Dialer(settings.connection())
                    .connect(ServerAddress.of(transport.relay()), attempt);
            Client made = makeClient(connected);
            if (adopt(connected, made)) {
                made.run();
                reason = made.reason;
            }
        } catch (IOException e) {
            reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            attempt.end();
            events.lost(transport, reasonOr(reason));
            ended.run();
        }
    }

    private synchronized boolean adopt(Socket connected, Client made) {
        client = closed ? null : made;
        localAddress = SocketAddresses.ofBytes(connected.getLocalAddress().getAddress());
        return !closed;
    }

    private synchronized String reasonOr(String reason) {
        return abandoned == null ? reason : abandoned;
    }

    /** The library would rather have a factory; but a factory is for those who let it connect. */
    @SuppressWarnings("deprecation")
    private Client makeClient(Socket connected) {
        RelaySocket counted = new RelaySocket(connected, bytes -> events.written(transport, bytes));
        Client made = new Client(headers(connected), counted);
        made.setSocket(counted);
        made.setTcpNoDelay(true);
        made.setDaemon(true);
        made.setConnectionLostTimeout(0);
        return made;
    }

    private Map<String, String> headers(Socket connected) {
        Map<String, String> headers = new LinkedHashMap<>();
        settings.token().ifPresent(token -> headers.put("Authorization", "Bearer " + token));
        KeyingMaterial.of(connected, key.id()).ifPresent(exported ->
                headers.put(KeyingMaterialAuth.HEADER, KeyingMaterialAuth.header(key, exported)));
        return headers;
    }

    private static Draft_6455 draft(List<RelayProtocolVersion> versions) {
        List<IProtocol> offer = new ArrayList<>();
        for (RelayProtocolVersion version : versions) {
            offer.add(new Protocol(version.subprotocol()));
        }
        return new Draft_6455(List.of(), offer, MAX_MESSAGE_BYTES);
    }

    private final class Client extends WebSocketClient {

        private final RelaySocket counted;
        private volatile String reason = "closed";

        Client(Map<String, String> headers, RelaySocket counted) {
            super(transport.relay().webSocketUri(), draft(settings.versions()), headers, 0);
            this.counted = counted;
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            counted.upgraded();
            events.connected(transport, handshake.getFieldValue("Sec-WebSocket-Protocol"));
        }

        @Override
        public void onMessage(ByteBuffer bytes) {
            byte[] message = new byte[bytes.remaining()];
            bytes.get(message);
            events.received(transport, message);
        }

        @Override
        public void onMessage(String text) {
            // The relay protocol has no text messages; iroh skips them as well.
        }

        @Override
        public void onClose(int code, String why, boolean remote) {
            reason = (remote ? "closed by the relay, code " : "closed, code ") + code
                    + (why == null || why.isEmpty() ? "" : ": " + why);
        }

        @Override
        public void onError(Exception e) {
            // onClose follows and says why.
        }
    }
}
