package dev.magicsock.netsim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.netsim.trace.CountingSink;
import dev.magicsock.netsim.trace.FanOut;
import dev.magicsock.netsim.trace.HashingSink;
import dev.magicsock.netsim.trace.RecordingSink;
import dev.magicsock.netsim.trace.TraceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeterminismTest {

    private static final Duration RUN = Duration.ofSeconds(3);

    @Test
    void equalSeedsGiveEqualTraces() {
        for (long seed = 1; seed <= 20; seed++) {
            assertEquals(hashOf(seed), hashOf(seed), "seed " + seed);
        }
    }

    @Test
    void otherSeedsGiveOtherTraces() {
        assertNotEquals(hashOf(1), hashOf(2));
    }

    @Test
    void anotherThreadAfterUnrelatedIdentityHashesGivesTheSameTrace() {
        String here = hashOf(5);

        String there = CompletableFuture.supplyAsync(() -> {
            List<Object> unrelated = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                unrelated.add(new Object());
                unrelated.forEach(Object::hashCode);
            }
            return hashOf(5);
        }).join();

        assertEquals(here, there);
    }

    @Test
    void otherSinksAndOtherStepsChangeNothing() {
        HashingSink hashing = new HashingSink();
        FanOut sinks = new FanOut();
        List.of(new CountingSink(), hashing, new RecordingSink(10)).forEach(sinks::connect);
        Network network = RandomNetworks.make(5, sinks);
        for (int i = 0; i < 300; i++) {
            network.run(RUN.dividedBy(300));
            hashing.hash();
        }

        assertEquals(hashOf(5), hashing.hash());
    }

    @Test
    void runWithoutASinkCountsTheSame() {
        Network watched = RandomNetworks.make(6, new HashingSink());
        Network unwatched = RandomNetworks.make(6, null);
        watched.run(RUN);
        unwatched.run(RUN);

        assertEquals(watched.ledger().delivered(), unwatched.ledger().delivered());
        assertEquals(watched.ledger().dropped(), unwatched.ledger().dropped());
    }

    @Test
    void anotherHostChangesNobodysDraws() {
        assertEquals(deliveriesToBob(false), deliveriesToBob(true));
    }

    /** Alice talks to Bob over a link full of random draws, with or without somebody else beside her who draws too. */
    private static List<Duration> deliveriesToBob(boolean withCarol) {
        RecordingSink recording = new RecordingSink(1_000_000);
        NetworkBuilder builder = Network.builder(9).trace(recording)
                .router("home", router -> router.link(LinkPreset.WIFI_CROWDED.profile()))
                .host("alice", host -> host.behind("home").program(new Chatter(() -> List.of(bob()))))
                .host("bob", host -> host.link(LinkPreset.MOBILE_4G.profile()).program(new Listener()));
        if (withCarol) {
            builder.host("carol", host -> host.link(LinkPreset.LOSSY.profile())
                    .program(new Chatter(() -> List.of(IpEndpoint.parse("203.0.113.9:1")))));
        }
        Network network = builder.build();
        assertEquals(bob().address(), network.addresses("bob").getFirst());
        network.run(RUN);
        return recording.records().stream()
                .filter(each -> each instanceof TraceRecord.Delivered && each.element().equals("bob"))
                .map(TraceRecord::at).toList();
    }

    private static IpEndpoint bob() {
        return IpEndpoint.of(IpEndpoint.parse("198.18.0.3:1").address(), Chatter.PORT);
    }

    private static String hashOf(long seed) {
        HashingSink hashing = new HashingSink();
        Network network = RandomNetworks.make(seed, hashing);
        network.run(RUN);
        return hashing.hash();
    }

    /** Takes everything and says nothing, so that no link carries anything back. */
    private static final class Listener implements Program {

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            if (event instanceof HostEvent.Started) {
                host.bindUdp(Chatter.PORT);
            }
        }
    }
}
