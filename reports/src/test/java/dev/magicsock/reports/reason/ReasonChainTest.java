package dev.magicsock.reports.reason;

import static dev.magicsock.reports.Samples.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.reports.record.PathKind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonChainTest {

    private static final Effect STAYED = new Effect.Stayed("bob", PathKind.RELAY);

    @Test
    void theFirstSentenceJoinsTheEffectAndItsImmediateCause() {
        assertEquals(List.of("bob stayed on the relay because natA filtered probe 17 from 203.0.113.5:4444: "
                        + "address-and-port-dependent, no contact"),
                ReasonChain.sentences(STAYED, List.of(new Cause.Filtered("natA", "probe 17", "203.0.113.5:4444",
                        "address-and-port-dependent", "no contact"))));
    }

    @Test
    void furtherCausesAreSentencesOfTheirOwn() {
        assertEquals(List.of("2 datagrams from alice to bob were lost because home dropped ping 3: queue-full",
                        "link-down on home lasted from 12s to 15.5s"),
                ReasonChain.sentences(new Effect.Lost("alice", "bob", 2), List.of(
                        new Cause.Dropped("home", "ping 3", "queue-full", ""),
                        new Cause.Faulty("link-down", "home", millis(12_000), millis(15_500)))));
    }

    @Test
    void withoutCausesItSaysSo() {
        assertEquals(List.of("bob stayed on the relay, and nothing that was recorded says why"),
                ReasonChain.sentences(STAYED, List.of()));
    }

    @Test
    void aLongChainIsCutAndCounted() {
        List<String> sentences =
                ReasonChain.sentences(STAYED, Collections.nCopies(11, new Cause.Stated("it rained")));
        assertEquals(9, sentences.size());
        assertEquals("3 further causes", sentences.getLast());
    }

    @Test
    void everyEffectReadsAsAClause() {
        assertEquals(List.of("alice went from a direct IPv4 path to the relay at 12.3s",
                "1 datagram from alice to bob was lost", "nothing from alice reached bob from 1s to 2s",
                "bob stayed on no path at all", "bob stayed on a path that works one way only",
                "bob stayed on several paths at once", "it snowed"), List.of(
                new Effect.Switched("alice", PathKind.IPV4_DIRECT, PathKind.RELAY, millis(12_300)).clause(),
                new Effect.Lost("alice", "bob", 1).clause(),
                new Effect.Silence("alice", "bob", millis(1_000), millis(2_000)).clause(),
                new Effect.Stayed("bob", PathKind.NONE).clause(),
                new Effect.Stayed("bob", PathKind.ONE_WAY).clause(),
                new Effect.Stayed("bob", PathKind.IN_DOUBT).clause(),
                new Effect.Stated("it snowed").clause()));
    }

    @Test
    void everyCauseReadsAsAClause() {
        assertEquals(List.of("natA filtered probe 1 from 1.2.3.4:5", "natA filtered probe 1 from 1.2.3.4:5: no contact",
                "mobile mapped 10.0.0.2:1 to 1.2.3.4:9 towards 5.6.7.8:9, not to 1.2.3.4:5 as the peer had been told",
                "alice got no answer to 12 probes to 1.2.3.4:5", "alice sent no probes: no candidates",
                "alice gave up 1.2.3.4:5 after 15s without an answer"), List.of(
                new Cause.Filtered("natA", "probe 1", "1.2.3.4:5", "", "").clause(),
                new Cause.Filtered("natA", "probe 1", "1.2.3.4:5", "", "no contact").clause(),
                new Cause.MappedElsewhere("mobile", "10.0.0.2:1", "5.6.7.8:9", "1.2.3.4:9", "1.2.3.4:5").clause(),
                new Cause.Unanswered("alice", "12 probes", "1.2.3.4:5").clause(),
                new Cause.NotSent("alice", "probes", "no candidates").clause(),
                new Cause.GaveUp("alice", "1.2.3.4:5", Duration.ofSeconds(15)).clause()));
    }
}
