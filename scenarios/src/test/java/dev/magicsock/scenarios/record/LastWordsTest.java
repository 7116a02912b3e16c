package dev.magicsock.scenarios.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.packet.DropReason;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    private final LastWords words = new LastWords();

    @Test
    void theLastWordsBeforeAnInstantAreTheOnesThatWereTrueThen() {
        words.add("alice", "bob", "alice selected the relay", at(1));
        words.add("alice", "bob", "alice left the relay", at(5));

        assertEquals(Optional.empty(), words.of("alice", "bob", at(0)));
        assertEquals(Optional.of("alice selected the relay"), words.of("alice", "bob", at(4)));
        assertEquals(Optional.of("alice left the relay"), words.of("alice", "bob", at(5)));
    }

    @Test
    void eachDirectionHasItsOwn() {
        words.add("alice", "bob", "alice selected the relay", at(1));

        assertEquals(Optional.empty(), words.of("bob", "alice", at(9)));
    }

    @Test
    void tooManyWordsPushOutTheEarliest() {
        for (int i = 0; i < 2000; i++) {
            words.add("alice", "bob", "word " + i, at(i));
        }

        assertEquals(Optional.empty(), words.of("alice", "bob", at(999)));
        assertEquals(Optional.of("word 1000"), words.of("alice", "bob", at(1000)));
        assertEquals(Optional.of("word 1999"), words.of("alice", "bob", at(5000)));
    }

    @Test
    void ofLostProbesTheFirstOnesAndTheirNumberAreKept() {
        LostProbes lost = new LostProbes(new LostProbes.Cause("home", DropReason.NAT_FILTERED));
        for (int i = 0; i < 2000; i++) {
            lost.add(new LostProbes.Example(at(i), "probe " + i, "", "", ""));
        }

        assertEquals(2000, lost.count());
        assertEquals("probe 17", lost.lastUntil(at(17)).orElseThrow().what());
        assertEquals("probe 999", lost.lastUntil(at(5000)).orElseThrow().what());
        assertEquals(Optional.empty(), lost.lastUntil(at(0).minusSeconds(1)));
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
