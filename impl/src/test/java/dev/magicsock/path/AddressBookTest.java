package dev.magicsock.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressBookTest {

    private final AddressBook book = new AddressBook(3);
    private int second;

    @Test
    void namingAnAddressAgainMakesItNoNewOneButMayMakeItMoreTrustworthy() {
        assertTrue(learn(1, CandidateSource.PUNCH).isNew());
        AddressBook.Learned again = learn(1, CandidateSource.GIVEN);
        assertFalse(again.isNew());
        assertEquals(CandidateSource.GIVEN, again.candidate().orElseThrow().source());
        learn(1, CandidateSource.PUNCH);
        assertEquals(CandidateSource.GIVEN, book.find(address(1)).source());
    }

    @Test
    void atTheBoundTheLeastTrustworthyOneGoesFirst() {
        learn(1, CandidateSource.PUNCH);
        learn(2, CandidateSource.GIVEN);
        learn(3, CandidateSource.CALL_ME_MAYBE);
        assertEquals(Optional.of(address(1)), evictedBy(4, CandidateSource.CALL_ME_MAYBE));
        assertEquals(Optional.of(address(3)), evictedBy(5, CandidateSource.GIVEN));
    }

    @Test
    void amongEqualsTheOneNotMentionedForLongestGoesFirst() {
        learn(1, CandidateSource.CALL_ME_MAYBE);
        learn(2, CandidateSource.CALL_ME_MAYBE);
        learn(3, CandidateSource.CALL_ME_MAYBE);
        learn(1, CandidateSource.CALL_ME_MAYBE);
        assertEquals(Optional.of(address(2)), evictedBy(4, CandidateSource.CALL_ME_MAYBE));
    }

    @Test
    void suggestionsCannotPushOutWhatTheUserGave() {
        learn(1, CandidateSource.GIVEN);
        learn(2, CandidateSource.GIVEN);
        learn(3, CandidateSource.GIVEN);
        AddressBook.Learned refused = learn(4, CandidateSource.PUNCH);
        assertEquals(Optional.empty(), refused.candidate());
        assertEquals(3, book.candidates().size());
    }

    @Test
    void aProvenAddressStays() {
        AddressBook.Learned learned = learn(1, CandidateSource.PUNCH);
        DirectPath path = new DirectPath(new PathId.Direct(new SocketId(0), address(1)), PathTiming.DEFAULT);
        learned.candidate().orElseThrow().paths().add(path);
        path.onPong(100, Instant.EPOCH, Instant.EPOCH);
        learn(2, CandidateSource.CALL_ME_MAYBE);
        learn(3, CandidateSource.CALL_ME_MAYBE);
        assertEquals(Optional.of(address(2)), evictedBy(4, CandidateSource.CALL_ME_MAYBE));
        assertEquals(List.of(path), book.paths());
    }

    @Test
    void whatMayBeForgedFillsOnlyAShare() {
        AddressBook large = new AddressBook(32);
        for (int port = 1; port <= 100; port++) {
            large.learn(address(port), CandidateSource.OBSERVED, Instant.ofEpochSecond(port));
            large.learn(address(1000 + port), CandidateSource.PUNCH, Instant.ofEpochSecond(port));
        }
        assertEquals(16, large.candidates().size());
        assertTrue(large.learn(address(5000), CandidateSource.CALL_ME_MAYBE, Instant.ofEpochSecond(200)).isNew());
    }

    @Test
    void inAFullShareOnlyWhatWasNotMentionedForLongGivesWay() {
        AddressBook large = new AddressBook(32);
        for (int port = 1; port <= 8; port++) {
            large.learn(address(port), CandidateSource.OBSERVED, Instant.ofEpochSecond(0));
        }
        large.learn(address(2), CandidateSource.OBSERVED, Instant.ofEpochSecond(10));
        AddressBook.Learned tooEarly = large.learn(address(9), CandidateSource.OBSERVED, Instant.ofEpochSecond(10));
        AddressBook.Learned later = large.learn(address(9), CandidateSource.OBSERVED, Instant.ofEpochSecond(11));
        assertEquals(Optional.empty(), tooEarly.candidate());
        assertEquals(Optional.of(address(1)), later.evicted().map(Candidate::address));
    }

    private AddressBook.Learned learn(int port, CandidateSource source) {
        return book.learn(address(port), source, Instant.EPOCH.plusSeconds(second++));
    }

    private Optional<InetSocketAddress> evictedBy(int port, CandidateSource source) {
        return learn(port, source).evicted().map(Candidate::address);
    }

    private static InetSocketAddress address(int port) {
        return SocketAddresses.parse("192.0.2.1:" + port);
    }
}
