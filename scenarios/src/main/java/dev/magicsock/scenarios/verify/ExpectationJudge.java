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
                finding.outcome(), ExpectedWords.of(expectation), finding.happened(), finding.firstViolation(),
                because);
    }

    private Finding find(Expectation expectation, PairHistory pair) {
        When when = expectation.when();
        PathClaims paths = new PathClaims(pair, end);
        FigureClaims figures = new FigureClaims(pair, countedIn(when), end);
        SpeedClaims speeds = new SpeedClaims(pair, end);
        QuicClaims quic = new QuicClaims(pair.quic(), countedIn(when), end);
        return switch (expectation.claim()) {
            case Claim.PathIs(PathKind kind) -> paths.judge(when, at -> pair.isOn(kind, at));
            case Claim.PathIsNot(PathKind kind) -> paths.judge(when, at -> pair.isNotOn(kind, at));
            case Claim.LostAtMost lost -> figures.lostAtMost(lost.bound(), covered(lost.except()));
            case Claim.DeliveredAtLeast delivered -> figures.deliveredAtLeast(delivered.bound());
            case Claim.DuplicatesAtMost copies -> figures.duplicatesAtMost(copies.bound());
            case Claim.GapAtMost gap -> figures.gapAtMost(gap.bound(), covered(gap.except()));
            case Claim.TimeToDirectAtMost(Duration bound) -> speeds.timeToDirect(bound);
            case Claim.TimeToFirstByteAtMost(Duration bound) -> speeds.timeToFirstByte(bound);
            case Claim.RelayBytesAtMost(long bytes) -> figures.relayBytesAtMost(bytes);
            case Claim.RttAtMost(Duration bound) -> speeds.roundTrip(bound, countedIn(when));
            case Claim.QuicBytesAtLeast(long bytes) -> quic.bytesAtLeast(bytes);
            case Claim.QuicStallAtMost(Duration bound) -> quic.stallAtMost(bound);
            case Claim.QuicHandshakes(int count) -> quic.handshakes(count);
            case Claim.QuicIntact() -> quic.intact();
        };
    }

    private Window countedIn(When when) {
        return switch (when) {
            case When.By(Duration limit) -> new Window(Instant.EPOCH, Instant.EPOCH.plus(limit));
            case When.Throughout(Duration from, Duration to) ->
                new Window(Instant.EPOCH.plus(from), Instant.EPOCH.plus(to));
            case When.Never _, When.InTheEnd _ -> new Window(Instant.EPOCH, end);
        };
    }

    private Windows covered(List<String> names) {
        return Windows.unionOf(names.stream().map(faults).flatMap(List::stream).toList());
    }
}
