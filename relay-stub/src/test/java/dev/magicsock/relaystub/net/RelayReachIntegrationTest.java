package dev.magicsock.relaystub.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.dial.DialSettings;
import dev.magicsock.dial.HttpProxy;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netreport.CaptivePortal;
import dev.magicsock.netreport.NetReport;
import dev.magicsock.punch.RelayOnly;
import dev.magicsock.relay.KeyingMaterialAuth;
import dev.magicsock.relay.RelayAccount;
import dev.magicsock.relaystub.http.RequestHead;
import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.socket.HubBuilder;
import dev.magicsock.socket.MagicSocket;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.RelayDialSettings;
import dev.magicsock.socket.SocketCounter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How endpoints reach real relays, and what they notice and count when they do not any more. All on loopback. */
@Timeout(90)
class RelayReachIntegrationTest {

    private static final InetSocketAddress ANY_PORT = SocketAddresses.parse("127.0.0.1:0");
    private static final int PATIENCE_SECONDS = 30;
    /** {@code user:secret}. */
    private static final String AUTHORIZATION = "Basic dXNlcjpzZWNyZXQ=";

    private final List<AutoCloseable> made = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : made.reversed()) {
            each.close();
        }
    }

    @Test
    void aRelayBehindTlsIsReachedThroughAProxyThatWantsAPassword() throws Exception {
        RelayUrl relay = url(start(RelayServerSettings.plain(ANY_PORT, "test")
                .withTls(TlsIdentity.selfSigned(Instant.now()))), "https");
        ConnectProxy proxy = keep(new ConnectProxy(AUTHORIZATION));
        HttpProxy known = HttpProxy.parse("http://user:secret@127.0.0.1:" + proxy.port());
        LinkedBlockingQueue<Observation> heard = new LinkedBlockingQueue<>();

        MagicSocketHub hub = bind(hub(relay).relayTls(TrustsEverybody.context()).relayProxy(known), heard);

        await(heard, Observation.RelayConnected.class);
        NetReport report = await(heard, Observation.NetReported.class).report();
        assertEquals(List.of(relay), List.copyOf(report.relayLatencies().keySet()));
        assertEquals(CaptivePortal.UNKNOWN, report.captivePortal(), "of no interest behind a proxy");
        assertEquals(relay, hub.homeRelay().orElseThrow());
        assertTrue(proxy.log.stream().allMatch(("CONNECT 127.0.0.1:" + relay.port() + " allowed")::equals),
                proxy.log.toString());
    }

    @Test
    void aProxyThatRefusesIsNamed() throws Exception {
        RelayUrl relay = url(start(RelayServerSettings.plain(ANY_PORT, "test")), "http");
        ConnectProxy proxy = keep(new ConnectProxy(AUTHORIZATION));
        LinkedBlockingQueue<Observation> heard = new LinkedBlockingQueue<>();

        bind(hub(relay).relayProxy(HttpProxy.parse("http://user:wrong@127.0.0.1:" + proxy.port())), heard);

        String reason = await(heard, Observation.RelayLost.class).reason();
        assertTrue(reason.contains("407 Proxy Authentication Required") && !reason.contains("wrong"), reason);
    }

    @Test
    void overTlsTheRequestProvesTheKeyAndWithoutItDoesNotTry() throws Exception {
        LinkedBlockingQueue<RequestHead> requests = new LinkedBlockingQueue<>();
        RelayServerSettings noting = RelayServerSettings.plain(ANY_PORT, "test").withAccessControl(request -> {
            requests.add(request.request());
            return new AccessControl.Decision.Allowed();
        });
        RelayUrl secure = url(start(noting.withTls(TlsIdentity.selfSigned(Instant.now()))), "https");
        RelayUrl plain = url(start(noting), "http");

        MagicSocketHub hub = bind(hub(secure).relayTls(TrustsEverybody.context()), new LinkedBlockingQueue<>());
        RequestHead proving = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        bind(hub(plain), new LinkedBlockingQueue<>());
        RequestHead bare = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);

        String header = proving.header(KeyingMaterialAuth.HEADER).orElseThrow();
        assertEquals(hub.id(), KeyingMaterialAuth.parse(header).orElseThrow().client());
        assertTrue(bare.header(KeyingMaterialAuth.HEADER).isEmpty());
    }

    @Test
    void eachRelayMayHaveSettingsOfItsOwn() throws Exception {
        RelayUrl secure = url(start(RelayServerSettings.plain(ANY_PORT, "test")
                .withTls(TlsIdentity.selfSigned(Instant.now()))), "https");
        RelayUrl plain = url(start(RelayServerSettings.plain(ANY_PORT, "test")), "http");
        LinkedBlockingQueue<Observation> heard = new LinkedBlockingQueue<>();
        HubBuilder builder = hub(secure, plain).relayDial(secure, RelayDialSettings.STANDARD.withConnection(
                DialSettings.STANDARD.withTls(TrustsEverybody.context())));

        bind(builder, heard);

        List<RelayUrl> connected = new ArrayList<>();
        connected.add(await(heard, Observation.RelayConnected.class).relay());
        connected.add(await(heard, Observation.RelayConnected.class).relay());
        assertTrue(connected.containsAll(List.of(secure, plain)), connected.toString());
    }

    @Test
    void aConnectionFromAnAddressThatIsGoneIsLostAtOnceAndMadeAnew() throws Exception {
        RelayUrl relay = url(start(RelayServerSettings.plain(ANY_PORT, "test")), "http");
        AtomicReference<String> address = new AtomicReference<>("127.0.0.1");
        LinkedBlockingQueue<Observation> heard = new LinkedBlockingQueue<>();
        bind(hub(relay).interfaces(() -> List.of(LocalInterfaceAddress.preferred(
                SocketAddresses.parseAddress(address.get()).orElseThrow()))), heard);
        await(heard, Observation.RelayConnected.class);

        address.set("127.0.0.5");

        assertTrue(await(heard, Observation.RelayLost.class).reason()
                .contains("its local address 127.0.0.1 is gone"));
        await(heard, Observation.RelayConnected.class);
        await(heard, Observation.NetReported.class);
    }

    @Test
    void nothingVanishesFromTheCountersWhenARelayDies() throws Exception {
        RelayServer server = start(RelayServerSettings.plain(ANY_PORT, "test"));
        RelayUrl relay = url(server, "http");
        LinkedBlockingQueue<Observation> heard = new LinkedBlockingQueue<>();
        MagicSocketHub hub = bind(hub(relay).netReports(false), heard);
        await(heard, Observation.RelayConnected.class);
        MagicSocket socket = hub.openClientSocket(new EndpointAddr(
                SecretKey.of(new byte[SecretKey.BYTES]).id(), List.of(relay), List.of()));

        send(socket, 50);
        server.close();
        await(heard, Observation.RelayLost.class);
        send(socket, 50);
        RelayAccount alive = hub.relayAccount();
        hub.close();

        assertTrue(alive.submitted() >= 100, alive.toString());
        RelayAccount atTheEnd = hub.relayAccount();
        assertEquals(0, atTheEnd.waiting() + atTheEnd.underWay());
        assertEquals(atTheEnd.submitted(), hub.counters().get(SocketCounter.RELAY_SENT)
                + hub.counters().get(SocketCounter.RELAY_UNKNOWN) + hub.counters().get(SocketCounter.RELAY_DROPPED));
        assertTrue(atTheEnd.unknown() > 0, atTheEnd.toString());
        assertTrue(atTheEnd.allDropped() >= 50, atTheEnd.toString());
    }

    private static void send(MagicSocket socket, int count) throws IOException {
        byte[] payload = new byte[1200];
        payload[0] = 0x43;
        for (int i = 0; i < count; i++) {
            socket.send(new DatagramPacket(payload, payload.length));
        }
    }

    private RelayServer start(RelayServerSettings settings) throws IOException {
        return keep(RelayServer.start(settings));
    }

    private static RelayUrl url(RelayServer server, String scheme) {
        return RelayUrl.parse(scheme + "://127.0.0.1:" + server.address().getPort());
    }

    private static HubBuilder hub(RelayUrl... relays) {
        return MagicSocketHub.builder().bindAddresses(List.of(ANY_PORT))
                .config(MagicSockConfig.builder().relays(List.of(relays)).strategy(new RelayOnly()).build());
    }

    private MagicSocketHub bind(HubBuilder builder, LinkedBlockingQueue<Observation> heard) throws IOException {
        return keep(builder.listener((observation, _) -> heard.add(observation)).bind());
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        made.add(closeable);
        return closeable;
    }

    private static <T extends Observation> T await(LinkedBlockingQueue<Observation> heard, Class<T> kind)
            throws InterruptedException {
        for (;;) {
            Observation next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(next != null, "heard nothing of " + kind.getSimpleName());
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }
}
