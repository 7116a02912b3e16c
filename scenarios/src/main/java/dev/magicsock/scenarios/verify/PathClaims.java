package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.model.Expectation.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Judges claims that hold or do not hold at each single instant. */
final class PathClaims {

    private final PairHistory pair;
    private final Instant end;

    PathClaims(PairHistory pair, Instant end) {
        this.pair = pair;
        this.end = end;
    }

    Finding judge(When when, Predicate<Instant> holdsAt) {
        return switch (when) {
            case When.By(Duration limit) -> by(Instant.EPOCH.plus(limit), holdsAt);
            case When.Throughout(Duration from, Duration to) -> always(from, to, holdsAt, "all the time");
            case When.Never(Duration from, Optional<Duration> to) ->
                always(from, to.orElse(Duration.between(Instant.EPOCH, end)), holdsAt.negate(), "at no time");
            case When.InTheEnd() -> holdsAt.test(end)
                    ? Finding.holds(pair.describe(end))
                    : Finding.broken(pair.describe(end) + " when the run ended", end);
        };
    }

    private Finding by(Instant limit, Predicate<Instant> holdsAt) {
        Instant last = limit.isBefore(end) ? limit : end;
        Optional<Instant> first = first(Instant.EPOCH, last, holdsAt);
        if (first.isPresent()) {
            return Finding.holds("from " + Words.time(first.get()) + " on");
        }
        return limit.isAfter(end)
                ? Finding.notDecided("the run ended at " + Words.time(end) + ", when " + pair.describe(end))
                : Finding.broken("at " + Words.time(limit) + " " + pair.describe(limit), limit);
    }

    private Finding always(Duration from, Duration to, Predicate<Instant> holdsAt, String happened) {
        Instant start = Instant.EPOCH.plus(from);
        Instant stop = Instant.EPOCH.plus(to);
        if (start.isAfter(end)) {
            return Finding.notDecided("the run ended at " + Words.time(end));
        }
        Optional<Instant> violation = first(start, stop.isBefore(end) ? stop : end, holdsAt.negate());
        if (violation.isPresent()) {
            Instant at = violation.get();
            return Finding.broken("at " + Words.time(at) + " " + pair.describe(at), at);
        }
        return stop.isAfter(end)
                ? Finding.notDecided("the run ended at " + Words.time(end))
                : Finding.holds(happened);
    }

    private Optional<Instant> first(Instant from, Instant to, Predicate<Instant> condition) {
        List<Instant> moments = pair.momentsBetween(from, to);
        return moments.stream().filter(condition).findFirst();
    }
}
