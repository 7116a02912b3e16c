package dev.magicsock.relaystub.net;

import static dev.magicsock.relaystub.net.RunningRelay.anyPort;
import static dev.magicsock.relaystub.net.RunningRelay.settings;
import static dev.magicsock.relaystub.net.RunningRelay.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netreport.NetReport;
import dev.magicsock.punch.RelayOnly;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.fault.Clients;
import dev.magicsock.relaystub.server.RelayWarning;
import dev.magicsock.socket.HubBuilder;
import dev.magicsock.socket.HubClock;
import dev.magicsock.socket.MagicSocket;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.RelayDialSettings;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our client at our relay: version 1 alone, with and without a challenge, at the nearer of two, and after sleep. */
@Timeout(90)
class RelayVersionsIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LinkedBlockingQueue<Observation> heard = new LinkedBlockingQueue<>();

    @Test
    void versionOneAloneCarriesDatagramsAndTextsAboutProblems() throws Exception {
        RelayDialSettings old = RelayDialSettings.STANDARD.withVersions(List.of(RelayProtocolVersion.V1));
        try (RunningRelay relay = start(settings());
                MagicSocketHub alice = bind(hub(relay.url()).relayDial(old));
                MagicSocketHub bob = bind(hub(relay.url()).relayDial(old))) {
            await(Observation.RelayConnected.class);
            await(Observation.RelayConnected.class);

            assertRelayed(alice, bob, relay.url());
            relay.server.warn(Clients.ALL, new RelayWarning(200, "only version 1 has words for it"));

            assertTrue(await(Observation.RelayNoticeReceived.class).text().contains("only version 1 has words for it"));
        }
    }

    @Test
    void overTlsNobodyIsChallengedAndWithoutItEverybodyIs() throws Exception {
        RunningRelay secure = start(settings().withMetrics(anyPort()).withTls(TlsIdentity.selfSigned(Instant.now())));
        RelayUrl url = RelayUrl.parse("https://127.0.0.1:" + secure.server.address().getPort());
        try (secure; MagicSocketHub hub = bind(hub(url).relayTls(TrustsEverybody.context()))) {
            await(Observation.RelayConnected.class);
            assertTrue(secure.metrics().contains("magicsock_relay_clients_admitted_total 1\n"));
            assertTrue(secure.metrics().contains("magicsock_relay_challenges_sent_total 0\n"), hub.id()::toString);
        }
        try (RunningRelay plain = start(settings().withMetrics(anyPort()));
                MagicSocketHub hub = bind(hub(plain.url()))) {
            await(Observation.RelayConnected.class);
            assertTrue(plain.metrics().contains("magicsock_relay_challenges_sent_total 1\n"), hub.id()::toString);
        }
    }

    @Test
    void theNearerRelayIsHomeAndStaysItUntilAnotherIsMuchNearer() throws Exception {
        AtomicReference<List<LocalInterfaceAddress>> interfaces = new AtomicReference<>(List.of(interfaceAddress(1)));
        try (RunningRelay first = start(settings()); RunningRelay second = start(settings());
                SlowProxy far = new SlowProxy(first.server.address(), Duration.ofMillis(900));
                SlowProxy near = new SlowProxy(second.server.address(), Duration.ofMillis(300));
                MagicSocketHub hub = bind(hub(urlOf(far), urlOf(near)).interfaces(interfaces::get))) {
            await(Observation.NetReported.class);
            assertEquals(urlOf(near), hub.homeRelay().orElseThrow());

            far.setDelay(Duration.ofMillis(290));
            interfaces.set(List.of(interfaceAddress(1), interfaceAddress(5)));
            await(Observation.NetReported.class);
            assertEquals(urlOf(near), hub.homeRelay().orElseThrow(), "a little nearer is not enough");

            far.setDelay(Duration.ofMillis(10));
            interfaces.set(List.of(interfaceAddress(1), interfaceAddress(6)));
            await(Observation.NetReported.class);
            assertEquals(urlOf(far), hub.homeRelay().orElseThrow());
        }
    }

    @Test
    void whoHasSleptLooksAtTheNetworkAnew() throws Exception {
        AtomicReference<Duration> slept = new AtomicReference<>(Duration.ZERO);
        HubClock clock = new HubClock() {
            @Override
            public long monotonicNanos() {
                return System.nanoTime();
            }

            @Override
            public Instant wallClock() {
                return Instant.now().plus(slept.get());
            }
        };
        try (RunningRelay relay = start(settings()); MagicSocketHub hub = bind(hub(relay.url()).clock(clock))) {
            await(Observation.NetReported.class);

            slept.set(Duration.ofHours(1));

            NetReport anew = await(Observation.NetReported.class).report();
            assertEquals(List.of(relay.url()), List.copyOf(anew.relayLatencies().keySet()));
            assertEquals(relay.url(), hub.homeRelay().orElseThrow());
        }
    }

    private static void assertRelayed(MagicSocketHub from, MagicSocketHub to, RelayUrl relay) throws Exception {
        byte[] packet = new byte[1200];
        // A QUIC long header: only QUIC packets reach a facade.
        packet[0] = (byte) 0xC0;
        packet[4] = 1;
        packet[5] = 8;
        packet[14] = 8;
        try (MagicSocket server = to.openServerSocket();
                MagicSocket client = from.openClientSocket(new EndpointAddr(to.id(), List.of(relay), List.of()))) {
            client.send(new DatagramPacket(packet, packet.length));
            server.setSoTimeout((int) PATIENCE.toMillis());
            DatagramPacket arrived = new DatagramPacket(new byte[2000], 2000);
            server.receive(arrived);
            assertArrayEquals(packet, Arrays.copyOf(arrived.getData(), arrived.getLength()));
        }
    }

    private static RelayUrl urlOf(SlowProxy proxy) {
        return RelayUrl.parse("http://127.0.0.1:" + proxy.port());
    }

    private static LocalInterfaceAddress interfaceAddress(int last) throws Exception {
        return LocalInterfaceAddress.preferred(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}));
    }

    private static HubBuilder hub(RelayUrl... relays) {
        return MagicSocketHub.builder().bindAddresses(List.of(anyPort()))
                .config(MagicSockConfig.builder().relays(List.of(relays)).strategy(new RelayOnly()).build());
    }

    private MagicSocketHub bind(HubBuilder builder) throws Exception {
        return builder.listener((observation, _) -> heard.add(observation)).bind();
    }

    private <T extends Observation> T await(Class<T> kind) throws InterruptedException {
        for (;;) {
            Observation next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(next != null, "heard nothing of " + kind.getSimpleName());
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }
}
