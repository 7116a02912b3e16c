package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** From one direct path to a faster one while a busy sender has datagrams under way. */
class SwitchOrderProperties {

    private static final Duration SENDING = Duration.ofSeconds(3);
    private static final InetSocketAddress ALICE_6 = SocketAddresses.parse("[2001:db8::1]:1000");
    private static final InetSocketAddress BOB_6 = SocketAddresses.parse("[2001:db8::2]:2000");

    /** What arrives, in order of arrival; times are of one direction. */
    @Property(tries = 30)
    void aBusySendersDatagramsKeepTheirOrderAndComeInTime(@ForAll @IntRange(min = 1, max = 20) int fastMillis,
            @ForAll @IntRange(min = 10, max = 200) int moreMillis, @ForAll @IntRange(min = 1, max = 6) int everyMillis,
            @ForAll @IntRange(min = 150, max = 1500) int learntAtMillis) {
        new Meeting().check(fastMillis, moreMillis, everyMillis, learntAtMillis);
    }

    /** Two endpoints of one try. */
    private static final class Meeting {
        private final Lab lab = new Lab(1);
        private final Lab.Node alice = lab.node("192.0.2.1:1000", MagicSockConfig.builder().build());
        private final Lab.Node bob = lab.node("192.0.2.2:2000", MagicSockConfig.builder().build());
        private final List<Instant> sentAt = new ArrayList<>();

        void check(int fastMillis, int moreMillis, int everyMillis, int learntAtMillis) {
            Duration slow = Duration.ofMillis(fastMillis + moreMillis);
            startBoth(slow, Duration.ofMillis(fastMillis));
            lab.run(Duration.ofSeconds(2));
            assertTrue(alice.isDirectTo(bob));

            lab.every(Duration.ofMillis(everyMillis), SENDING, this::send);
            lab.run(Duration.ofMillis(learntAtMillis));
            alice.add(bob, List.of(), List.of(BOB_6));
            lab.run(SENDING.plusSeconds(2));

            assertEquals(Optional.of(new PathId.Direct(new SocketId(100), BOB_6)),
                    alice.core.remote(bob.id()).flatMap(RemoteSnapshot::selected));
            assertEquals(sentAt.size(), bob.delivered.size());
            for (int i = 0; i < sentAt.size(); i++) {
                assertEquals(i, Lab.numberOf(bob.delivered.get(i)), "out of order");
            }
            for (int i = 0; i < sentAt.size(); i++) {
                Duration taken = Duration.between(sentAt.get(i), bob.delivered.get(i).at());
                // A quarter more than the difference, and the way by the fast path.
                Duration longest = slow.plusMillis(moreMillis / 4 + 1);
                assertTrue(taken.compareTo(longest) <= 0, "datagram " + i + " took " + taken);
            }
        }

        private void startBoth(Duration slow, Duration fast) {
            alice.alsoAt(SocketAddresses.format(ALICE_6));
            bob.alsoAt(SocketAddresses.format(BOB_6));
            for (Lab.Node node : List.of(alice, bob)) {
                lab.latencyTo(node.address, slow);
            }
            lab.latencyTo(ALICE_6, fast);
            lab.latencyTo(BOB_6, fast);
            alice.start();
            bob.start();
            alice.add(bob, List.of(), List.of(bob.address));
        }

        private void send(int number) {
            sentAt.add(lab.now);
            alice.send(bob, Lab.quic(number, 1000));
        }
    }
}
