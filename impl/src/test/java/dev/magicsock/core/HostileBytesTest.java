package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.wire.Demultiplexer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Random and damaged bytes. */
class HostileBytesTest {

    private static final InetSocketAddress ELSEWHERE = SocketAddresses.parse("203.0.113.66:666");

    @Property(tries = 200)
    void noDatagramMakesItThrowOrSelectsAPath(@ForAll @Size(max = 200) byte[] bytes, @ForAll boolean marked) {
        Lab lab = new Lab(1);
        Lab.Node alice = lab.node("192.0.2.1:1000", Lab.withRelay().build());
        Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        alice.start();
        bob.start();
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofMillis(90));
        if (marked && bytes.length >= 38) {
            Demultiplexer.writeProbeMagic(bytes, 0);
            bob.id().write(bytes, 6);
        }
        alice.handle(new MagicSockEvent.DatagramReceived(alice.socket, ELSEWHERE, ByteBuffer.wrap(bytes)));
        byte[] frame = new byte[34 + bytes.length];
        frame[0] = 6;
        bob.id().write(frame, 1);
        System.arraycopy(bytes, 0, frame, 34, bytes.length);
        alice.handle(new MagicSockEvent.RelayMessageReceived(new RelayTransport(Lab.RELAY, 1), frame));
        assertFalse(alice.isDirectTo(bob));
    }

    @Property(tries = 30)
    void aDamagedConversationNeverDeliversUnderAWrongIdentity(@ForAll @IntRange(min = 0, max = 1231) int position,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        Lab lab = new Lab(2);
        Lab.Node alice = lab.node("192.0.2.1:1000", Lab.withRelay().build());
        Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        List<byte[]> damaged = new ArrayList<>();
        lab.drop((from, to, payload) -> {
            if (Lab.isProbe(payload) && position < payload.length) {
                payload[position] ^= (byte) change;
                damaged.add(payload);
            }
            return false;
        });
        alice.start();
        bob.start();
        alice.add(bob, List.of(), List.of(bob.address));
        alice.send(bob, Lab.quic(1, 1000));
        lab.run(Duration.ofSeconds(2));
        assertFalse(damaged.isEmpty());
        assertTrue(bob.delivered.stream().allMatch(each -> each.endpoint().isEmpty()
                || each.endpoint().get().equals(alice.id())));
    }
}
