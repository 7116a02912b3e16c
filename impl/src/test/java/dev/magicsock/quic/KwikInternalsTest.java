package dev.magicsock.quic;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.tls.TrafficSecrets;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.kwik.agent15.TlsConstants;
import tech.kwik.core.ConnectionTerminatedEvent;
import tech.kwik.core.KwikVersion;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.impl.QuicClientConnectionImpl;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.impl.Version;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;
import tech.kwik.core.server.impl.ServerConnectionImpl;

/** The contract with kwik's insides: every member that is reached by reflection, used as the code uses it. */
@Timeout(60)
class KwikInternalsTest {

    private final KwikInternals internals = KwikInternals.get();

    @Test
    void theVersionsAreThoseThatTheInternalsWereReadFrom() {
        assertEquals("0.10.8", KwikVersion.getVersion());
    }

    @Test
    void everyMissingMemberIsNamed() {
        KwikInternals.Lookup lookup = new KwikInternals.Lookup();
        lookup.field(String.class, "noSuchField");
        lookup.method(String.class, "noSuchMethod", int.class);
        lookup.constructor(String.class, Thread.class);
        lookup.type("no.such.Type");
        lookup.writableField(KwikInternals.class, "lookup");

        String message = assertThrows(IllegalStateException.class, lookup::requireAll).getMessage();

        for (String name : List.of("java.lang.String.noSuchField", "java.lang.String.noSuchMethod[int]",
                "constructor java.lang.String[class java.lang.Thread]", "no.such.Type",
                "non-final field dev.magicsock.quic.KwikInternals.lookup")) {
            assertTrue(message.contains(name), message);
        }
    }

    @Test
    void aFreshClientConnectionHasTheMembersNeeded() throws Exception {
        QuicClientConnectionImpl connection = freshConnection();

        assertEquals(Version.QUIC_version_1, internals.quicVersion(connection).getVersion());
        assertNotNull(internals.sender(connection));
        assertEquals(QuicConnectionImpl.Status.Created, internals.state(connection));
        assertTrue(internals.cryptoStreams(connection).isEmpty());
        assertDoesNotThrow(() -> internals.discardInitialKeys(connection));
        internals.cryptoStreams(connection).add(null);
        assertEquals(1, internals.cryptoStreams(connection).size(), "the list itself");
    }

    @Test
    void theReasonOfAnEndIsWhatTheOtherSideSaidAndEmptyIfItSaidNothing() throws Exception {
        QuicClientConnectionImpl connection = freshConnection();

        assertEquals("because", internals.reasonPhrase(new ConnectionTerminatedEvent(connection,
                ConnectionTerminatedEvent.CloseReason.ImmediateClose, true, null, 7L, "because")));
        assertEquals("", internals.reasonPhrase(new ConnectionTerminatedEvent(connection,
                ConnectionTerminatedEvent.CloseReason.IdleTimeout, false)));
    }

    @Test
    void kwiksEngineAnswersWithTheSecretsGiven() throws Exception {
        QuicClientConnectionImpl connection = freshConnection();
        TrafficSecrets handshake = new TrafficSecrets(new byte[] {1}, new byte[] {2});
        TrafficSecrets application = new TrafficSecrets(new byte[] {3}, new byte[] {4});
        GivenSecrets secrets = new GivenSecrets(handshake, application);

        assertDoesNotThrow(() -> internals.replaceSecrets(connection, secrets,
                TlsConstants.CipherSuite.TLS_CHACHA20_POLY1305_SHA256));

        assertEquals(1, secrets.getClientHandshakeTrafficSecret()[0]);
        assertEquals(2, secrets.getServerHandshakeTrafficSecret()[0]);
        assertEquals(3, secrets.getClientApplicationTrafficSecret()[0]);
        assertEquals(4, secrets.getServerApplicationTrafficSecret()[0]);
    }

    private static QuicClientConnectionImpl freshConnection() throws Exception {
        return (QuicClientConnectionImpl) QuicClientConnection.newBuilder()
                .host("127.0.0.1").port(1).applicationProtocol("test").socketFactory(to -> new DatagramSocket())
                .build();
    }

    @Test
    void aServerConnectorTakesAnotherEngineFactory() throws Exception {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        RawKeyEngineFactory engines = new RawKeyEngineFactory(() -> null, handshaker -> { }, connection -> true,
                Inspection.NONE);

        ServerConnector connector = internals.serverConnector(socket, engines,
                ServerConnectionConfig.builder().connectionIdLength(8).build(), new KwikLog());

        connector.start();
        connector.close();
        assertTrue(socket.isClosed());
    }

    @Test
    void aClosedConnectorKeepsNoTimer() throws Exception {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        RawKeyEngineFactory engines = new RawKeyEngineFactory(() -> null, handshaker -> { }, connection -> true,
                Inspection.NONE);
        ServerConnector connector = internals.serverConnector(socket, engines,
                ServerConnectionConfig.builder().connectionIdLength(8).build(), new KwikLog());
        Field field = connector.getClass().getDeclaredField("sharedScheduledExecutor");
        field.setAccessible(true);
        ScheduledExecutorService timers = (ScheduledExecutorService) field.get(connector);
        timers.schedule(() -> { }, 1, TimeUnit.HOURS);
        connector.start();

        internals.close(connector, Duration.ofMillis(10));

        assertTrue(timers.awaitTermination(20, TimeUnit.SECONDS));
    }

    @Test
    void anEstablishedConnectionShowsItsEngineAndItsBuffers() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection client = loopback.dial()) {
            ServerConnectionImpl server = (ServerConnectionImpl) Loopback.next(loopback.connected).quic();
            ServerHandshaker handshaker = (ServerHandshaker) internals.serverEngine(server);
            assertSame(server, handshaker.connection());
            assertEquals(Loopback.CLIENT.id(), handshaker.client().orElseThrow());

            OutputStream output = client.quic().createStream(true).getOutputStream();
            assertTrue(internals.isSendingStream(output));
            assertFalse(internals.isSendingStream(OutputStream.nullOutputStream()));
            assertFalse(internals.hasUnsent(output));
        }
    }

    @Test
    void aServersTableTellsWhoIsInIt() throws Exception {
        try (Loopback loopback = new Loopback(); Loopback other = new Loopback();
                PeerConnection client = loopback.dial()) {
            PeerConnection server = Loopback.next(loopback.connected);
            ServerConnectionImpl connection = (ServerConnectionImpl) server.quic();

            assertEquals(Loopback.ECHO, client.protocol());
            assertTrue(internals.isRegistered(loopback.server.connector, connection));
            assertFalse(internals.isRegistered(other.server.connector, connection));
            assertTrue(internals.isReachable(loopback.server.connector, connection));
            assertFalse(internals.isReachable(other.server.connector, connection));
            internals.register(other.server.connector, connection, new AbandonedConnection(connection));
            assertTrue(internals.isReachable(other.server.connector, connection));
        }
    }

    @Test
    void aConnectionThatIsFailedEndsOnBothSidesWithTheReason() throws Exception {
        try (Loopback loopback = new Loopback()) {
            PeerConnection client = loopback.dial();
            PeerConnection server = Loopback.next(loopback.connected);
            QuicClientConnectionImpl connection = (QuicClientConnectionImpl) client.quic();
            assertTrue(internals.isReceiving(connection));

            internals.fail(connection, "because");

            ConnectionClosed seen = server.closed().get(20, TimeUnit.SECONDS);
            assertTrue(seen.byPeer());
            assertEquals(OptionalLong.of(1), seen.transportError());
            assertEquals("because", seen.reason());
            assertEquals(OptionalLong.of(1), client.closed().get(20, TimeUnit.SECONDS).transportError());
        }
    }
}
