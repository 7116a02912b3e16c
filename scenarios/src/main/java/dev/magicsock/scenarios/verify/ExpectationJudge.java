package dev.magicsock.scenarios.verify;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Expectation;
import dev.magicsock.scenarios.model.Expectation.When;
import dev.magicsock.scenarios.model.PathKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges the expectations of one run after its end. */
public final class ExpectationJudge {

    private final Function<String, List<Window>> faults;
    private final Explainer explainer;
    private final Instant end;

    /** Says why a pair was not where it should have been. */
    public interface Explainer {
        /**
         * @param violation when the expectation was broken for the first time
         * @return sentences, the most immediate cause first
         */
        List<String> because(Expectation expectation, Instant violation);
    }

    /**
     * @param faults the times during which the faults of a name lasted
     * @param end    when the run ended
     */
    public ExpectationJudge(Function<String, List<Window>> faults, Explainer explainer, Instant end) {
        this.faults = faults;
        this.explainer = explainer;
        this.end = end;
    }

    /** What became of an expectation about this pair. */
    public ExpectationResult judge(Expectation expectation, PairHistory pair) {
        Finding finding = find(expectation, pair);
        List<String> because = finding.outcome() == Outcome.HOLDS ? List.of()
                : explainer.because(expectation, finding.firstViolation().orElse(end));
        return new ExpectationResult(expectation.text(), expectation.line(), List.of(expectation.a(), expectation.b()),
                finding.outcome(), ExpectedWords.of(expectation), finding.happened(), finding.firstViolation(), because);
    }

    private Finding find(Expectation expectation, PairHistory pair) {
        When when = expectation.when();
        PathClaims paths = new PathClaims(pair, end);
        FigureClaims figures = new FigureClaims(pair, countedIn(when), end);
        return switch (expectation.claim()) {
            case Claim.PathIs(PathKind kind) -> paths.judge(when, at -> pair.isOn(kind, at));
            case Claim.PathIsNot(PathKind kind) -> paths.judge(when, at -> pair.isNotOn(kind, at));
            case Claim.LostAtMost lost -> figures.lostAtMost(lost.bound(), windows(lost.except()));
            case Claim.DeliveredAtLeast delivered -> figures.deliveredAtLeast(delivered.bound());
            case Claim.DuplicatesAtMost copies -> figures.duplicatesAtMost(copies.bound());
            case Claim.GapAtMost gap -> figures.gapAtMost(gap.bound(), windows(gap.except()));
            case Claim.TimeToDirectAtMost(Duration bound) -> timeToDirect(bound, pair);
            case Claim.TimeToFirstByteAtMost(Duration bound) -> timeToFirstByte(bound, pair);
            case Claim.RelayBytesAtMost(long bytes) -> figures.relayBytesAtMost(bytes);
            case Claim.RttAtMost(Duration bound) -> roundTrip(bound, countedIn(when), pair);
        };
    }

    private Window countedIn(When when) {
        return switch (when) {
            case When.By(Duration limit) -> new Window(Instant.EPOCH, Instant.EPOCH.plus(limit));
            case When.Throughout(Duration from, Duration to) ->
                new Window(Instant.EPOCH.plus(from), Instant.EPOCH.plus(to));
            case When.Never(Duration from, Optional<Duration> to) ->
                new Window(Instant.EPOCH.plus(from), to.map(Instant.EPOCH::plus).orElse(end));
            case When.InTheEnd() -> new Window(Instant.EPOCH, end);
        };
    }

    private List<Window> windows(List<String> names) {
        return names.stream().map(faults).flatMap(List::stream).toList();
    }

    private Finding timeToDirect(Duration bound, PairHistory pair) {
        if (pair.connectedAt().isEmpty()) {
            return Finding.notDecided("nobody connected");
        }
        Instant connected = pair.connectedAt().get();
        Optional<Instant> direct = pair.momentsBetween(connected, end).stream()
                .filter(at -> pair.isOn(PathKind.DIRECT, at)).findFirst();
        if (direct.isEmpty()) {
            return Finding.broken("the pair never became direct", end);
        }
        Duration taken = Duration.between(connected, direct.get());
        return within(bound, taken, "direct after " + Words.duration(taken), direct.get());
    }

    private static Finding timeToFirstByte(Duration bound, PairHistory pair) {
        Duration slowest = Duration.ZERO;
        for (PairHistory.Side side : pair.sides()) {
            if (side.datagrams().size() == 0) {
                continue;
            }
            List<Instant> deliveries = side.datagrams().deliveries();
            Instant sent = side.datagrams().sentAt(0);
            if (deliveries.isEmpty()) {
                return Finding.broken("nothing arrived", sent.plus(bound));
            }
            Duration taken = Duration.between(sent, deliveries.getFirst());
            slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
        }
        return within(bound, slowest, "the first datagram arrived after " + Words.duration(slowest),
                Instant.EPOCH.plus(slowest));
    }

    private static Finding roundTrip(Duration bound, Window counted, PairHistory pair) {
        Optional<PairHistory.RoundTrip> slowest = pair.sides().stream()
                .flatMap(side -> side.roundTrips().stream())
                .filter(measured -> counted.contains(measured.at()))
                .max((x, y) -> x.smoothed().compareTo(y.smoothed()));
        return slowest
                .map(most -> within(bound, most.smoothed(), "at most " + Words.duration(most.smoothed()), most.at()))
                .orElse(Finding.notDecided("no round trip was measured"));
    }

    private static Finding within(Duration bound, Duration actual, String happened, Instant at) {
        return actual.compareTo(bound) <= 0 ? Finding.holds(happened) : Finding.broken(happened, at);
    }
}
