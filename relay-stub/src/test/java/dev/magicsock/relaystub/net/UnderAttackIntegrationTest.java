package dev.magicsock.relaystub.net;

import static dev.magicsock.relaystub.net.RunningRelay.PATIENCE;
import static dev.magicsock.relaystub.net.RunningRelay.anyPort;
import static dev.magicsock.relaystub.net.RunningRelay.datagram;
import static dev.magicsock.relaystub.net.RunningRelay.nextDatagram;
import static dev.magicsock.relaystub.net.RunningRelay.settings;
import static dev.magicsock.relaystub.net.RunningRelay.start;
import static dev.magicsock.relaystub.net.RunningRelay.upgradeRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.RelayPeer;
import dev.magicsock.relaystub.check.WireClient;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All attacks at once, while two good clients exchange numbered datagrams: none is lost and memory stays bounded. */
@Timeout(300)
class UnderAttackIntegrationTest {

    /** Enough for several rounds of every attack on a slow machine. */
    private static final int NUMBERS = 500;

    /** What a relay holds at most: 64 MiB of messages that go on, 64 MiB of heads, 128 MiB that wait for clients. */
    private static final long BOUND_BYTES = 256L << 20;

    /** One attacker, who starts over and over until the good clients are done. */
    private interface Attack {
        void once(RunningRelay relay) throws IOException;
    }

    @Test
    void goodClientsLoseNothingAndMemoryStaysBounded() throws Exception {
        List<Attack> attacks = List.of(UnderAttackIntegrationTest::talkNonsense,
                UnderAttackIntegrationTest::neverFinishAHead, UnderAttackIntegrationTest::comeAndStaySilent,
                UnderAttackIntegrationTest::announceHugeFrames, UnderAttackIntegrationTest::floodWithControlFrames,
                UnderAttackIntegrationTest::floodWithFragments, UnderAttackIntegrationTest::forgeSignatures,
                UnderAttackIntegrationTest::neverRead);
        long before = usedBytes();
        try (RunningRelay relay = start(settings().withMetrics(anyPort()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RelayPeer alice = relay.peer(101); RelayPeer bob = relay.peer(102)) {
            AtomicBoolean over = new AtomicBoolean();
            List<Future<Integer>> rounds = attacks.stream()
                    .map(attack -> threads.submit(() -> repeat(attack, relay, over))).toList();
            for (int number = 0; number < NUMBERS; number++) {
                byte[] forth = ByteBuffer.allocate(1200).putInt(number).array();
                alice.send(datagram(bob, forth));
                assertEquals(number, ByteBuffer.wrap(nextDatagram(bob)).getInt());
                bob.send(datagram(alice, forth));
                assertEquals(number, ByteBuffer.wrap(nextDatagram(alice)).getInt());
            }
            long held = usedBytes() - before;
            over.set(true);
            for (Future<Integer> each : rounds) {
                assertTrue(each.get() > 0, "an attack that did not happen");
            }
            assertTrue(held < BOUND_BYTES, held + " bytes held");
        }
    }

    private static int repeat(Attack attack, RunningRelay relay, AtomicBoolean over) {
        int rounds = 0;
        while (!over.get()) {
            try {
                attack.once(relay);
            } catch (IOException e) {
                // Cut off, which is one of the right answers to it.
            }
            rounds++;
        }
        return rounds;
    }

    /** On the heap after a collection, and outside of it. */
    private static long usedBytes() {
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return direct + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void talkNonsense(RunningRelay relay) throws IOException {
        for (String bytes : List.of("\r\n\r\n", "GET /relay HTTP/9.9\r\n\r\n", "\u0000\u0001\r\n\r\n",
                "GET /relay HTTP/1.1\r\nUpgrade: nothing\r\n\r\n")) {
            try (WireClient wire = relay.dial()) {
                wire.send(bytes.getBytes(StandardCharsets.ISO_8859_1));
                assertEquals(400, wire.readReply().status());
            }
        }
    }

    /** A head that comes byte by byte, and never completely. */
    private static void neverFinishAHead(RunningRelay relay) throws IOException {
        byte[] request = String.join("\r\n", upgradeRequest("/relay", RelayProtocolVersion.OFFER))
                .getBytes(StandardCharsets.US_ASCII);
        try (WireClient wire = relay.dial()) {
            for (byte each : request) {
                wire.send(new byte[] {each});
            }
        }
    }

    private static void comeAndStaySilent(RunningRelay relay) throws IOException {
        InetSocketAddress address = relay.server.address();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                sockets.add(new Socket(address.getAddress(), address.getPort()));
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Frames of which the heads promise 1 MiB, and most of it comes, but never all; then one that promises more. */
    private static void announceHugeFrames(RunningRelay relay) throws IOException {
        byte[] most = ByteBuffer.allocate(900_014).put((byte) 0x82).put((byte) 0xFF).putLong(1 << 20).array();
        byte[] tooMuch = ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xFF).putLong(Long.MAX_VALUE).array();
        List<WireClient> wires = new ArrayList<>();
        try {
            for (int i = 0; i < 80; i++) {
                WireClient wire = relay.upgrade();
                wires.add(wire);
                wire.send(most);
            }
            wires.getFirst().send(tooMuch);
        } finally {
            for (WireClient wire : wires) {
                wire.close();
            }
        }
    }

    private static void floodWithControlFrames(RunningRelay relay) throws IOException {
        byte[] ping = WireClient.frame(0x89, new byte[100]);
        byte[] pings = new byte[1000 * ping.length];
        for (int i = 0; i < 1000; i++) {
            System.arraycopy(ping, 0, pings, i * ping.length, ping.length);
        }
        try (WireClient wire = relay.upgrade()) {
            for (int i = 0; i < 20; i++) {
                wire.send(pings);
            }
        }
    }

    /** A message of empty and tiny fragments that never ends. */
    private static void floodWithFragments(RunningRelay relay) throws IOException {
        byte[] part = WireClient.frame(0x00, new byte[] {1});
        byte[] parts = new byte[5000 * part.length];
        for (int i = 0; i < 5000; i++) {
            System.arraycopy(part, 0, parts, i * part.length, part.length);
        }
        try (WireClient wire = relay.upgrade()) {
            wire.sendFrame(2, false, new byte[0]);
            for (int i = 0; i < 10; i++) {
                wire.send(parts);
            }
        }
    }

    /** Answers that somebody else gave, or nobody. */
    private static void forgeSignatures(RunningRelay relay) throws IOException {
        byte[] forged = new byte[98];
        Arrays.fill(forged, (byte) 7);
        forged[0] = 1;
        RunningRelay.key(101).id().write(forged, 1);
        forged[33] = 0x40;
        try (WireClient wire = relay.upgrade()) {
            wire.receive(PATIENCE);
            wire.sendMessage(forged);
            wire.receive(PATIENCE);
        }
    }

    /** Sends to itself what it never reads, until the relay stops that. */
    private static void neverRead(RunningRelay relay) throws IOException {
        try (RelayPeer deaf = relay.peer(3)) {
            for (int i = 0; i < 200; i++) {
                deaf.send(datagram(deaf, new byte[60_000]));
            }
        }
    }
}
