package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.mapped.MappedAddresses;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two endpoints with real UDP sockets on loopback, no relay. */
@Timeout(60)
class DirectIntegrationTest {

    private final Hubs hubs = new Hubs();
    private final Hubs.Ear aliceHears = new Hubs.Ear();
    private final Hubs.Ear bobHears = new Hubs.Ear();

    @AfterEach
    void closeAll() {
        hubs.close();
    }

    @Test
    void datagramsCrossBothWaysUnderMappedAddresses() throws Exception {
        MagicSocketHub alice = hubs.make(aliceHears);
        MagicSocketHub bob = hubs.make(bobHears);
        MagicSocket client = alice.openClientSocket(Hubs.directAddress(bob));
        MagicSocket server = bob.openServerSocket();

        Hubs.send(client, Hubs.longHeader("random", "alice-id", "hello"));
        InetSocketAddress seen = Hubs.expect(server, "hello");
        Hubs.send(server, seen, Hubs.longHeader("alice-id", "bob-id", "welcome"));

        assertEquals(client.getRemoteSocketAddress(), Hubs.expect(client, "welcome"));
        assertTrue(MappedAddresses.isMapped(seen.getAddress()), seen.toString());
    }

    @Test
    void aPathIsValidatedAndNamesItsRemote() throws Exception {
        MagicSocketHub alice = hubs.make(aliceHears);
        MagicSocketHub bob = hubs.make(bobHears);
        MagicSocket client = alice.openClientSocket(Hubs.directAddress(bob));
        MagicSocket server = bob.openServerSocket();
        Hubs.send(client, Hubs.longHeader("random", "alice-id", "hello"));
        aliceHears.awaitDirect();
        bobHears.awaitDirect();

        Hubs.send(client, Hubs.shortHeader("bob-id", "again"));
        Hubs.expect(server, "hello");
        InetSocketAddress seen = Hubs.expect(server, "again");

        assertEquals(alice.id(), bob.endpointOf(seen).orElseThrow());
        assertTrue(alice.counters().get(SocketCounter.PATHS_DIRECT_VALIDATED) > 0);
        assertTrue(alice.counters().get(SocketCounter.SEND_IPV4) > 0);
    }

    @Test
    void anInterruptedSenderHarmsNobody() throws Exception {
        MagicSocketHub alice = hubs.make(aliceHears);
        MagicSocketHub bob = hubs.make(bobHears);
        MagicSocket client = alice.openClientSocket(Hubs.directAddress(bob));
        MagicSocket server = bob.openServerSocket();
        Hubs.settle(client, aliceHears, server, bobHears);

        Thread.currentThread().interrupt();
        Hubs.send(client, Hubs.longHeader("random", "alice-id", "interrupted"));
        assertTrue(Thread.interrupted());
        Hubs.send(client, Hubs.shortHeader("bob-id", "later"));

        Hubs.expect(server, "interrupted");
        Hubs.expect(server, "later");
    }

    @Test
    void closingOneFacadeLeavesTheOthersOpen() throws Exception {
        MagicSocketHub alice = hubs.make(aliceHears);
        MagicSocketHub bob = hubs.make(bobHears);
        MagicSocket first = alice.openClientSocket(Hubs.directAddress(bob));
        MagicSocket second = alice.openClientSocket(Hubs.directAddress(bob));
        MagicSocket server = bob.openServerSocket();

        first.close();
        Hubs.send(second, Hubs.longHeader("random", "alice-2", "still here"));

        InetSocketAddress seen = Hubs.expect(server, "still here");
        Hubs.send(server, seen, Hubs.longHeader("alice-2", "bob-id", "good"));
        Hubs.expect(second, "good");
        assertThrows(SocketException.class, () -> Hubs.send(first, new byte[] {0x40}));
    }

    @Test
    void garbageFromStrangersIsCountedAndHarmsNobody() throws Exception {
        MagicSocketHub alice = hubs.make(aliceHears);
        MagicSocketHub bob = hubs.make(bobHears);
        MagicSocket server = bob.openServerSocket();
        MagicSocket client = alice.openClientSocket(Hubs.directAddress(bob));
        try (DatagramSocket stranger = new DatagramSocket(0, Hubs.LOOPBACK)) {
            for (int size = 0; size < 1500; size += 7) {
                byte[] garbage = new byte[size];
                Arrays.fill(garbage, (byte) 0x01);
                stranger.send(new DatagramPacket(garbage, size, bob.boundAddresses().getFirst()));
            }
        }

        Hubs.send(client, Hubs.longHeader("random", "alice-id", "hello"));

        Hubs.expect(server, "hello");
        assertTrue(bob.counters().get(SocketCounter.CORE_DROPPED) > 0);
    }

    @Test
    void aStrangerIsHeardAndAnsweredUnderAnAddressOfItsOwn() throws Exception {
        MagicSocketHub bob = hubs.make(bobHears);
        MagicSocket server = bob.openServerSocket();
        try (DatagramSocket stranger = new DatagramSocket(0, Hubs.LOOPBACK)) {
            byte[] first = Hubs.longHeader("random", "stranger", "let me in");
            stranger.send(new DatagramPacket(first, first.length, bob.boundAddresses().getFirst()));

            InetSocketAddress seen = Hubs.expect(server, "let me in");
            Hubs.send(server, seen, Hubs.longHeader("stranger", "bob-id", "come in"));

            assertTrue(MappedAddresses.isMapped(seen.getAddress()));
            assertEquals(bob.boundAddresses().getFirst(), Hubs.expect(stranger, "come in"));
        }
    }

    @Test
    void closingTheHubWakesReadersAndLeavesNoThread() throws Exception {
        MagicSocketHub alice = hubs.make(aliceHears);
        MagicSocket server = alice.openServerSocket();
        CountDownLatch woken = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                server.receive(new DatagramPacket(new byte[10], 10));
            } catch (IOException e) {
                woken.countDown();
            }
        });

        alice.close();

        assertTrue(woken.await(Hubs.PATIENCE_SECONDS, TimeUnit.SECONDS));
        reader.join();
        assertTrue(server.isClosed());
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().contains(alice.id().toShortString())));
        assertThrows(SocketException.class, alice::openServerSocket);
    }

    @Test
    void thereIsOneServerFacadeAtATime() throws Exception {
        MagicSocketHub alice = hubs.make(aliceHears);
        MagicSocket first = alice.openServerSocket();
        assertThrows(SocketException.class, alice::openServerSocket);

        first.close();

        alice.openServerSocket().setSoTimeout(1);
    }

    @Test
    void nothingComesToAFacadeThatDialledSomebodyElse() throws Exception {
        MagicSocketHub alice = hubs.make(aliceHears);
        MagicSocketHub bob = hubs.make(bobHears);
        MagicSocketHub carol = hubs.make(new Hubs.Ear());
        MagicSocket toBob = alice.openClientSocket(Hubs.directAddress(bob));
        MagicSocket toCarol = alice.openClientSocket(Hubs.directAddress(carol));
        MagicSocket carolServer = carol.openServerSocket();
        Hubs.send(toBob, Hubs.longHeader("random", "same-id", "to bob"));
        Hubs.send(toCarol, Hubs.longHeader("random", "carols", "to carol"));

        InetSocketAddress seen = Hubs.expect(carolServer, "to carol");
        Hubs.send(carolServer, seen, Hubs.shortHeader("same-id", "stolen"));
        Hubs.send(carolServer, seen, Hubs.shortHeader("carols", "mine"));

        // The id is known for another remote only, so it counts as unknown: it reaches whoever dialled Carol.
        Hubs.expect(toCarol, "stolen");
        Hubs.expect(toCarol, "mine");
        toBob.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, () -> toBob.receive(new DatagramPacket(new byte[10], 10)));
    }

    @Test
    void oneRemoteDialsAndIsDialledAtTheSameTime() throws Exception {
        MagicSocketHub alice = hubs.make(aliceHears);
        MagicSocketHub bob = hubs.make(bobHears);
        MagicSocket aliceServer = alice.openServerSocket();
        MagicSocket bobServer = bob.openServerSocket();
        MagicSocket aliceDials = alice.openClientSocket(Hubs.directAddress(bob));
        MagicSocket bobDials = bob.openClientSocket(Hubs.directAddress(alice));
        Hubs.settle(aliceDials, aliceHears, bobServer, bobHears);

        Hubs.send(aliceDials, Hubs.longHeader("random1", "a-dials", "from alice"));
        InetSocketAddress aliceSeen = Hubs.expect(bobServer, "from alice");
        Hubs.send(bobDials, Hubs.longHeader("random2", "b-dials", "from bob"));
        InetSocketAddress bobSeen = Hubs.expect(aliceServer, "from bob");
        Hubs.send(bobServer, aliceSeen, Hubs.longHeader("a-dials", "b-serves", "to alice"));
        Hubs.send(aliceServer, bobSeen, Hubs.longHeader("b-dials", "a-serves", "to bob"));
        Hubs.expect(aliceDials, "to alice");
        Hubs.expect(bobDials, "to bob");
        Hubs.send(aliceDials, Hubs.shortHeader("b-serves", "1"));
        Hubs.send(aliceServer, bobSeen, Hubs.shortHeader("b-dials", "2"));
        Hubs.send(bobDials, Hubs.shortHeader("a-serves", "3"));
        Hubs.send(bobServer, aliceSeen, Hubs.shortHeader("a-dials", "4"));

        Hubs.expect(bobServer, "1");
        Hubs.expect(bobDials, "2");
        Hubs.expect(aliceServer, "3");
        Hubs.expect(aliceDials, "4");
        for (MagicSocket each : List.of(aliceServer, bobServer, aliceDials, bobDials)) {
            each.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, () -> each.receive(new DatagramPacket(new byte[10], 10)));
        }
    }

    @Test
    void aChangeOfInterfacesIsNoticedAndTold() throws Exception {
        AtomicReference<List<LocalInterfaceAddress>> interfaces = new AtomicReference<>(List.of());
        MagicSocketHub alice = hubs.keep(Hubs.onLoopback(MagicSockConfig.builder().build(), aliceHears)
                .interfaces(interfaces::get).bind());
        assertEquals(List.of(), alice.address().directAddresses());

        interfaces.set(List.of(LocalInterfaceAddress.preferred(Hubs.LOOPBACK)));
        aliceHears.await(Observation.OwnAddressesChanged.class);

        assertEquals(alice.boundAddresses(), alice.address().directAddresses());
    }

    @Test
    void aListenerThatFailsStopsNothing() throws Exception {
        MagicSocketHub alice = hubs.keep(Hubs.onLoopback(MagicSockConfig.builder().build(), aliceHears)
                .listener((_, _) -> {
                    throw new IllegalStateException("a listener's mistake");
                }).bind());
        MagicSocketHub bob = hubs.make(bobHears);
        MagicSocket server = bob.openServerSocket();
        MagicSocket client = alice.openClientSocket(Hubs.directAddress(bob));

        Hubs.settle(client, aliceHears, server, bobHears);

        assertTrue(alice.remote(bob.id()).orElseThrow().selected().orElseThrow().kind().isDirect());
    }
}
