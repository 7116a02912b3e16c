package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.endpoint.Connection;
import dev.magicsock.endpoint.EndpointEvent;
import dev.magicsock.endpoint.EndpointEvent.PathSelected;
import dev.magicsock.endpoint.EndpointEvent.RelayConnected;
import dev.magicsock.endpoint.EndpointEvent.RelayLost;
import dev.magicsock.endpoint.MagicSock;
import dev.magicsock.endpoint.MagicSockBuilder;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.RelayOnly;
import dev.magicsock.relaystub.check.RelayCheck;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import dev.magicsock.relaystub.net.TlsIdentity;
import dev.magicsock.socket.SocketCounter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What has to hold with iroh's own relay, wherever it runs. */
@Timeout(180)
public abstract class IrohRelaySuite {

    private static final String PROTOCOL = "interop/transfer/0";
    private static final int PATIENCE_SECONDS = 60;
    private static final long SMALL = 200_000;
    private static final long LARGE = 8_000_000;
    private static final Duration OUTAGE = Duration.ofSeconds(2);

    /**
     * The wait before an attempt is at most twice all the waits before it plus 20 ms, and never more than 16 s (relay
     * protocol section 13); the rest is for connecting on a busy machine.
     */
    private static final Duration BACK_WITHIN = OUTAGE.multipliedBy(2).plusSeconds(5);

    @TempDir
    private Path folder;

    /** Where the relay runs. */
    protected abstract RelayHost host();

    /** How files with the results of this suite begin. */
    protected abstract String name();

    @Test
    protected void everyRuleIsKeptAsDocumentedOverPlainHttp() throws Exception {
        try (RealRelay real = RealRelay.start(host(), folder); RelayServer ours = RelayServer.start(settings())) {
            SideBySide.compare(real, ours, RelayCheck.Depth.PATIENT, "Over plain HTTP", name() + "-plain");
        }
    }

    @Test
    protected void everyRuleIsKeptAsDocumentedBehindTls() throws Exception {
        PemFiles files = PemFiles.make(folder);
        RelayServerSettings secure = settings().withTls(TlsIdentity.ofPem(files.certificates(), files.key()));
        try (RealRelay real = RealRelay.startWithTls(host(), folder, files);
                RelayServer ours = RelayServer.start(secure)) {
            SideBySide.compare(real, ours, RelayCheck.Depth.USUAL, "Behind TLS", name() + "-tls");
        }
    }

    private static RelayServerSettings settings() {
        return RelayServerSettings.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "0.1.0");
    }

    @Test
    protected void aPairThatMeetsAtTheRelayBecomesDirect() throws Exception {
        Watch<EndpointEvent> watchOfAlice = new Watch<>();
        Watch<EndpointEvent> watchOfBob = new Watch<>();
        try (RealRelay relay = RealRelay.start(host(), folder);
                MagicSock alice = endpoint(relay, new CallMeMaybePunch(), Optional.empty(), watchOfAlice);
                MagicSock bob = endpoint(relay, new CallMeMaybePunch(), Optional.empty(), watchOfBob)) {
            watchOfAlice.await(RelayConnected.class);
            watchOfBob.await(RelayConnected.class);
            try (Connection dialled = connect(alice, bob, relay); Connection accepted = bob.accept()) {
                // Only through the relay can they have told each other their addresses.
                watchOfAlice.await(PathSelected.class, selected -> selected.path().kind().isDirect());
                assertArrives(new Transfer(accepted, dialled, SMALL));
            }
        }
    }

    @Test
    protected void aTransferSurvivesTheRestartOfTheRelay() throws Exception {
        try (RealRelay relay = RealRelay.start(host(), folder)) {
            transferWhileItRestarts(relay, Optional.empty());
        }
    }

    @Test
    protected void aTransferSurvivesTheRestartOfARelayBehindTls() throws Exception {
        PemFiles files = PemFiles.make(folder);
        try (RealRelay relay = RealRelay.startWithTls(host(), folder, files)) {
            transferWhileItRestarts(relay, Optional.of(files.trusted()));
        }
    }

    @Test
    protected void whatIsSentWhileTheRelayRestartsIsDeliveredOrCounted() throws Exception {
        try (RealRelay relay = RealRelay.start(host(), folder)) {
            RelayAccounting.check(relay);
        }
    }

    private static void transferWhileItRestarts(RealRelay relay, Optional<SSLContext> trusted) throws Exception {
        Watch<EndpointEvent> watchOfAlice = new Watch<>();
        Watch<EndpointEvent> watchOfBob = new Watch<>();
        try (MagicSock alice = endpoint(relay, new RelayOnly(), trusted, watchOfAlice);
                MagicSock bob = endpoint(relay, new RelayOnly(), trusted, watchOfBob)) {
            watchOfAlice.await(RelayConnected.class);
            watchOfBob.await(RelayConnected.class);
            try (Connection dialled = connect(alice, bob, relay); Connection accepted = bob.accept()) {
                Transfer transfer = new Transfer(dialled, accepted, LARGE);
                assertTrue(transfer.awaitAQuarter(PATIENCE_SECONDS));

                relay.kill();
                watchOfAlice.await(RelayLost.class);
                watchOfBob.await(RelayLost.class);
                watchOfBob.expectNone(RelayConnected.class, OUTAGE);
                assertTrue(transfer.received() < LARGE, "the relay died under traffic");
                relay.run();
                Instant answered = Instant.now();
                assertBack("alice", answered, watchOfAlice.await(RelayConnected.class));
                assertBack("bob", answered, watchOfBob.await(RelayConnected.class));

                assertArrives(transfer);
                assertFalse(dialled.closed().isDone(), "the same connection");
                assertFalse(accepted.closed().isDone(), "the same connection");
            }
            assertNoDirectDatagram(alice);
            assertNoDirectDatagram(bob);
        }
    }

    private static void assertBack(String who, Instant answered, Instant connected) {
        Duration took = Duration.between(answered, connected);
        assertTrue(took.compareTo(BACK_WITHIN) <= 0, who + " is back " + took + " after the relay");
    }

    private static void assertArrives(Transfer transfer) throws Exception {
        assertEquals(transfer.sentHash(PATIENCE_SECONDS), transfer.receivedHash(PATIENCE_SECONDS));
    }

    private static void assertNoDirectDatagram(MagicSock endpoint) {
        assertEquals(0, endpoint.counters().get(SocketCounter.SEND_IPV4), "bytes sent past the relay");
        assertTrue(endpoint.counters().get(SocketCounter.SEND_RELAY) > 0);
    }

    private static MagicSock endpoint(RealRelay relay, PunchStrategy strategy, Optional<SSLContext> trusted,
                                      Watch<EndpointEvent> watch) throws IOException {
        MagicSockBuilder builder = MagicSock.builder().bindIpv4(SocketAddresses.parse("127.0.0.1:0"))
                .relays(List.of(relay.url())).strategy(strategy).protocols(List.of(PROTOCOL)).listener(watch::happened);
        trusted.ifPresent(builder::relayTls);
        return builder.bind();
    }

    private static Connection connect(MagicSock from, MagicSock to, RealRelay relay) throws IOException {
        return from.connect(new EndpointAddr(to.id(), List.of(relay.url()), List.of()), PROTOCOL);
    }
}
