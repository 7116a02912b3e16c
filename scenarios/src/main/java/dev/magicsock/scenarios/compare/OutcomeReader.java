package dev.magicsock.scenarios.compare;

import dev.magicsock.reports.comparison.Outcome;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads the outcome of a drawn world off the record of its run. */
public final class OutcomeReader {

    private static final Duration UNDECIDED = Duration.ofSeconds(1);

    private final RecordedRun run;
    private final PairRecord pair;
    private final Instant connectAt;
    private final SendTally tally;

    private OutcomeReader(RecordedRun run, SendTally tally) {
        this.run = run;
        this.tally = tally;
        this.pair = run.pairs().getFirst();
        this.connectAt = pair.connectAt().orElseThrow(() -> new IllegalStateException("nobody connected"));
    }

    /**
     * @param run   of a {@link DrawnWorld}
     * @param tally that watched it
     */
    public static Outcome read(RecordedRun run, SendTally tally) {
        return new OutcomeReader(run, tally).outcome();
    }

    private Outcome outcome() {
        List<Direction> directions = List.of(pair.aToB(), pair.bToA());
        OptionalLong bothDirect = bothDirect();
        Instant until = bothDirect.isPresent() ? connectAt.plusNanos(bothDirect.getAsLong()) : run.end();
        return new Outcome(since(run.end()),
                directions.stream().allMatch(this::endsDirect),
                earliest(directions.stream().flatMap(direction -> direction.traffic().firstDelivered().stream())),
                bothDirect,
                run.journeys().total(), run.packets().sent(), run.natMappings().total(),
                sentBytes(directions, true), sentBytes(directions, false),
                directions.stream().mapToLong(OutcomeReader::flaps).sum(),
                directions.stream().mapToLong(OutcomeReader::gap).max().orElse(0),
                directions.stream().mapToLong(direction -> direction.traffic().lost()).sum(),
                tally.probesUntil(until), tally.spending());
    }

    /**
     * A doubt that the end of the run left undecided is none: a lost packet or two raise it, and a second settles it.
     */
    private boolean endsDirect(Direction direction) {
        List<PathInterval> paths = direction.paths().items();
        if (paths.isEmpty()) {
            return false;
        }
        PathInterval last = paths.getLast();
        boolean fresh = last.kind() == PathKind.IN_DOUBT && paths.size() > 1
                && Duration.between(last.from(), run.end()).compareTo(UNDECIDED) < 0;
        return (fresh ? paths.get(paths.size() - 2) : last).kind().isDirect();
    }

    private OptionalLong bothDirect() {
        Optional<Instant> one = pair.aToB().directAt();
        Optional<Instant> other = pair.bToA().directAt();
        if (one.isEmpty() || other.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(since(one.get()), since(other.get())));
    }

    private OptionalLong earliest(Stream<Instant> times) {
        return times.mapToLong(this::since).min();
    }

    /** Nothing is earlier than connecting: a path that is there already takes no time. */
    private long since(Instant time) {
        return Math.max(0, Duration.between(connectAt, time).toNanos());
    }

    private static long sentBytes(List<Direction> directions, boolean relayed) {
        return directions.stream().flatMap(direction -> direction.traffic().carriers().stream())
                .filter(use -> relayed == (use.carrier() == Carrier.RELAY))
                .mapToLong(Traffic.CarrierUse::sentBytes).sum();
    }

    private static long flaps(Direction direction) {
        List<PathInterval> paths = direction.paths().items();
        long flaps = 0;
        for (int i = 1; i < paths.size(); i++) {
            flaps += paths.get(i - 1).kind().isDirect() && !paths.get(i).kind().isDirect() ? 1 : 0;
        }
        return flaps;
    }

    private static long gap(Direction direction) {
        return direction.traffic().longestGap()
                .map(gap -> Duration.between(gap.from(), gap.until()).toNanos()).orElse(0L);
    }
}
