package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Claim.Amount;
import dev.magicsock.scenarios.model.Expectation;
import dev.magicsock.scenarios.model.Expectation.When;
import dev.magicsock.scenarios.model.PathKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in words what an expectation demands. */
final class ExpectedWords {

    private ExpectedWords() {
    }

    static String of(Expectation expectation) {
        return claim(expectation.claim()) + when(expectation.when());
    }

    private static String when(When when) {
        return switch (when) {
            case When.By(Duration limit) -> " by " + Words.duration(limit);
            case When.Throughout(Duration from, Duration to) -> span(from, to);
            case When.Never(Duration from, Optional<Duration> to) ->
                " never" + to.map(end -> span(from, end))
                        .orElse(from.isZero() ? "" : " from " + Words.duration(from) + " on");
            case When.InTheEnd() -> " in the end";
        };
    }

    private static String span(Duration from, Duration to) {
        return " from " + Words.duration(from) + " to " + Words.duration(to);
    }

    private static String claim(Claim claim) {
        return switch (claim) {
            case Claim.PathIs(PathKind kind) -> "path " + name(kind);
            case Claim.PathIsNot(PathKind kind) -> "path not " + name(kind);
            case Claim.LostAtMost lost -> "at most " + amount(lost.bound()) + " lost" + except(lost.except());
            case Claim.DeliveredAtLeast delivered -> "at least " + amount(delivered.bound()) + " delivered";
            case Claim.DuplicatesAtMost copies -> "at most " + amount(copies.bound()) + " duplicated";
            case Claim.GapAtMost gap -> "no gap over " + Words.duration(gap.bound()) + except(gap.except());
            case Claim.TimeToDirectAtMost(Duration bound) -> "direct within " + Words.duration(bound);
            case Claim.TimeToFirstByteAtMost(Duration bound) -> "first byte within " + Words.duration(bound);
            case Claim.RelayBytesAtMost(long bytes) -> "at most " + Words.count(bytes, "byte") + " over relays";
            case Claim.RttAtMost(Duration bound) -> "round trip at most " + Words.duration(bound);
            case Claim.QuicBytesAtLeast(long bytes) -> "at least " + Words.count(bytes, "byte") + " back over QUIC";
            case Claim.QuicStallAtMost(Duration bound) -> "no QUIC stall over " + Words.duration(bound);
            case Claim.QuicHandshakes(int count) -> Words.count(count, "QUIC handshake");
            case Claim.QuicIntact() -> "everything over QUIC done and intact";
        };
    }

    private static String name(PathKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String amount(Amount amount) {
        return switch (amount) {
            case Amount.Count(long datagrams) -> Words.count(datagrams, "datagram");
            case Amount.Ratio(double ratio) -> Words.percent(ratio) + " of the datagrams";
        };
    }

    private static String except(List<String> faults) {
        return faults.isEmpty() ? "" : " except for " + String.join(", ", faults);
    }
}
