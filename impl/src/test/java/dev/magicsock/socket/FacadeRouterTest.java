package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FacadeRouterTest {

    private static final EndpointId BOB = SecretKey.generate(new SplittableRandom(1)).id();
    private static final EndpointId CAROL = SecretKey.generate(new SplittableRandom(2)).id();
    private static final InetSocketAddress BOBS = SocketAddresses.parse("[fd6d:6167:6963::1]:12345");
    private static final InetSocketAddress BOBS_ALIAS = SocketAddresses.parse("[fd6d:6167:6963:1::9]:12345");

    private final SocketCounters counters = new SocketCounters();
    private final FacadeRouter<MagicSocket> router = new FacadeRouter<>(counters);
    private final MagicSocket server = facade(null);
    private final MagicSocket first = facade(BOB);
    private final MagicSocket second = facade(BOB);
    private final MagicSocket toCarol = facade(CAROL);

    private static MagicSocket facade(EndpointId remote) {
        return new MagicSocket(null, null, BOBS, Optional.ofNullable(remote),
                remote == null ? Optional.empty() : Optional.of(BOBS), 16, 1);
    }

    @BeforeEach
    void open() {
        List.of(server, first, second, toCarol).forEach(router::add);
        sent(first, "first-id");
        sent(second, "second");
        sent(toCarol, "carols");
        sent(server, "server-id");
    }

    private void sent(MagicSocket facade, String ownId) {
        router.onSent(facade, ByteBuffer.wrap(Hubs.longHeader("whatever", ownId, "")));
    }

    @Test
    void answersGoToTheFacadeThatChoseTheirDestination() throws Exception {
        deliver(BOB, Hubs.longHeader("first-id", "bob", "1"));
        deliver(BOB, Hubs.shortHeader("second", "2"));
        deliver(BOB, Hubs.shortHeader("first-id", "3"));

        assertEquals(List.of("1", "3"), read(first));
        assertEquals(List.of("2"), read(second));
        assertEquals(List.of(), read(server));
    }

    @Test
    void whoeverBeginsAConnectionReachesTheServerEvenIfItWasDialled() throws Exception {
        deliver(BOB, Hubs.longHeader("invented", "bob", "1"));
        deliver(BOB, Hubs.shortHeader("server-id", "2"));

        assertEquals(List.of("1", "2"), read(server));
        assertEquals(List.of(), read(first));
    }

    @Test
    void anIdThatNobodyWasSeenToChooseReachesAllWhoMayHaveChosenIt() throws Exception {
        deliver(BOB, Hubs.shortHeader("newid", "1"));

        assertEquals(List.of("1"), read(first));
        assertEquals(List.of("1"), read(second));
        assertEquals(List.of("1"), read(server));
        assertEquals(List.of(), read(toCarol));
        assertEquals(3, counters.get(SocketCounter.RECV_DATAGRAMS));
    }

    @Test
    void anIdCountsForTheRemoteThatWasDialledOnly() throws Exception {
        deliver(CAROL, Hubs.longHeader("first-id", "carol", "1"));

        assertEquals(List.of("1"), read(server));
        assertEquals(List.of(), read(first));
    }

    @Test
    void strangersReachTheServerWhateverTheyClaim() throws Exception {
        router.deliver(BOBS_ALIAS, Optional.empty(), ByteBuffer.wrap(Hubs.shortHeader("first-id", "1")));

        assertEquals(List.of("1"), read(server));
        assertEquals(List.of(), read(first));
    }

    @Test
    void aFacadeThatDialledSeesTheAddressItDialled() throws Exception {
        router.deliver(BOBS_ALIAS, Optional.of(BOB), ByteBuffer.wrap(Hubs.shortHeader("first-id", "1")));
        router.deliver(BOBS_ALIAS, Optional.of(BOB), ByteBuffer.wrap(Hubs.shortHeader("server-id", "2")));

        assertEquals(BOBS, receive(first).getSocketAddress());
        assertEquals(BOBS_ALIAS, receive(server).getSocketAddress());
    }

    @Test
    void withoutFacadesDatagramsAreCountedAndDropped() {
        List.of(server, first, second, toCarol).forEach(router::remove);

        deliver(BOB, Hubs.shortHeader("first-id", "1"));

        assertEquals(1, counters.get(SocketCounter.RECV_NO_FACADE));
        assertEquals(List.of(), router.all());
    }

    @Test
    void emptyAndTruncatedIdsBelongToNobody() throws Exception {
        deliver(BOB, Hubs.longHeader("", "bob", "1"));
        deliver(BOB, new byte[] {(byte) 0xC0, 0, 0});

        assertEquals(2, read(server).size());
        assertEquals(List.of(), read(first));
    }

    private void deliver(EndpointId from, byte[] datagram) {
        router.deliver(BOBS, Optional.of(from), ByteBuffer.wrap(datagram));
    }

    private static DatagramPacket receive(MagicSocket facade) throws Exception {
        facade.setSoTimeout(1);
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        facade.receive(packet);
        return packet;
    }

    /** The last characters of everything that waits. */
    private static List<String> read(MagicSocket facade) throws Exception {
        List<String> all = new ArrayList<>();
        try {
            for (;;) {
                DatagramPacket packet = receive(facade);
                all.add(new String(packet.getData(), packet.getLength() - 1, 1, StandardCharsets.US_ASCII));
            }
        } catch (SocketTimeoutException e) {
            return all;
        }
    }
}
