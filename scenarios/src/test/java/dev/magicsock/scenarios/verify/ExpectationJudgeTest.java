package dev.magicsock.scenarios.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Claim.Amount;
import dev.magicsock.scenarios.model.Expectation.When;
import dev.magicsock.scenarios.model.PathKind;
import dev.magicsock.scenarios.verify.PathTimeline.Carrying;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a result says besides its outcome. */
class ExpectationJudgeTest extends JudgedPair {

    @Test
    void reasonsAreAskedForOnlyIfSomethingIsWrong() {
        both(Carrying.RELAY, 1);

        assertEquals(List.of(), judge(IN_THE_END, new Claim.PathIs(PathKind.RELAY)).because());
        assertEquals(List.of("asked about 30s"), judge(IN_THE_END, new Claim.PathIs(PathKind.DIRECT)).because());
        assertEquals(List.of("asked about 30s"),
                judge(IN_THE_END, new Claim.LostAtMost(NONE, List.of())).because());
        assertEquals(List.of(at(30), at(30)), asked);
    }

    @Test
    void aResultNamesThePairAndTheLine() {
        ExpectationResult result = judge(IN_THE_END, new Claim.PathIs(PathKind.RELAY));

        assertEquals(List.of("alice", "bob"), result.pair());
        assertEquals("as in the file", result.expectation());
        assertEquals(7, result.line());
    }

    @Test
    void everyClaimAndEveryTimeHasWords() {
        assertExpected("path relay by 2s", new When.By(seconds(2)), new Claim.PathIs(PathKind.RELAY));
        assertExpected("path not direct from 5s to 20s", ALWAYS, new Claim.PathIsNot(PathKind.DIRECT));
        assertExpected("path direct-ipv4 never", new When.Never(Duration.ZERO, Optional.empty()),
                new Claim.PathIs(PathKind.DIRECT_IPV4));
        assertExpected("path direct-ipv6 never from 2s on", new When.Never(seconds(2), Optional.empty()),
                new Claim.PathIs(PathKind.DIRECT_IPV6));
        assertExpected("path one-way never from 2s to 3s", new When.Never(seconds(2), Optional.of(seconds(3))),
                new Claim.PathIs(PathKind.ONE_WAY));
        assertExpected("at most 0 datagrams lost except for outage, link-down in the end", IN_THE_END,
                new Claim.LostAtMost(NONE, List.of("outage", "link-down")));
        assertExpected("at least 1 datagram delivered in the end", IN_THE_END,
                new Claim.DeliveredAtLeast(new Amount.Count(1)));
        assertExpected("at most 2% of the datagrams duplicated in the end", IN_THE_END,
                new Claim.DuplicatesAtMost(new Amount.Ratio(0.02)));
        assertExpected("no gap over 1s in the end", IN_THE_END, new Claim.GapAtMost(seconds(1), List.of()));
        assertExpected("direct within 300ms in the end", IN_THE_END, new Claim.TimeToDirectAtMost(seconds(0.3)));
        assertExpected("first byte within 1s in the end", IN_THE_END, new Claim.TimeToFirstByteAtMost(seconds(1)));
        assertExpected("at most 1 byte over relays in the end", IN_THE_END, new Claim.RelayBytesAtMost(1));
        assertExpected("round trip at most 50ms in the end", IN_THE_END, new Claim.RttAtMost(seconds(0.05)));
    }

    @Test
    void onlyThePairsOwnEndsHaveASide() {
        assertThrows(IllegalArgumentException.class, () -> pair.from("carol"));
        assertEquals("alice", pair.a());
        assertEquals("bob", pair.b());
    }

    private void assertExpected(String words, When when, Claim claim) {
        assertEquals(words, judge(when, claim).expected());
    }
}
