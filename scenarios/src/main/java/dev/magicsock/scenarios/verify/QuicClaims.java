package dev.magicsock.scenarios.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges claims about real QUIC. A claim about a pair that has none to do is not decided. */
final class QuicClaims {

    private static final Finding NOTHING_TO_DO = Finding.notDecided("there was nothing to do over QUIC");

    private final QuicHistory history;
    private final Window counted;
    private final Instant end;

    /** @param counted what happened in this window counts */
    QuicClaims(QuicHistory history, Window counted, Instant end) {
        this.history = history;
        this.counted = counted;
        this.end = end;
    }

    Finding bytesAtLeast(long bound) {
        if (history.jobs().isEmpty()) {
            return NOTHING_TO_DO;
        }
        long bytes = history.jobs().values().stream().flatMap(job -> job.cameBack().stream())
                .filter(amount -> counts(amount.at())).mapToLong(QuicHistory.Amount::bytes).sum();
        String happened = Words.count(bytes, "byte") + " came back";
        return bytes >= bound ? Finding.holds(happened) : brokenOrNotFinished(happened);
    }

    Finding handshakes(int wanted) {
        if (history.jobs().isEmpty()) {
            return NOTHING_TO_DO;
        }
        List<Instant> done = history.jobs().values().stream().flatMap(job -> job.handshakes().stream())
                .filter(this::counts).sorted().toList();
        String happened = Words.count(done.size(), "handshake");
        if (done.size() > wanted) {
            return Finding.broken(happened, done.get(wanted));
        }
        return done.size() == wanted ? Finding.holds(happened) : brokenOrNotFinished(happened);
    }

    Finding stallAtMost(Duration bound) {
        if (history.jobs().isEmpty()) {
            return NOTHING_TO_DO;
        }
        Duration longest = Duration.ZERO;
        Instant longestFrom = counted.from();
        Optional<Instant> violation = Optional.empty();
        for (Window stall : stalls()) {
            Duration length = Duration.between(stall.from(), stall.to());
            if (length.compareTo(longest) > 0) {
                longest = length;
                longestFrom = stall.from();
            }
            Instant broken = stall.from().plus(bound);
            if (length.compareTo(bound) > 0 && violation.filter(earlier -> !broken.isBefore(earlier)).isEmpty()) {
                violation = Optional.of(broken);
            }
        }
        String happened = "the longest stall was " + Words.duration(longest) + ", from " + Words.time(longestFrom);
        return violation.map(at -> Finding.broken(happened, at)).orElseGet(() -> Finding.holds(happened));
    }

    /** Between two signs of life; the last one lasts until the job ends, or the run. */
    private List<Window> stalls() {
        List<Window> stalls = new ArrayList<>();
        for (QuicHistory.Job job : history.jobs().values()) {
            List<Instant> signs = new ArrayList<>(job.signsOfLife());
            if (!signs.isEmpty()) {
                signs.add(job.ended().orElse(end));
            }
            for (int i = 1; i < signs.size(); i++) {
                new Window(signs.get(i - 1), signs.get(i)).within(counted).ifPresent(stalls::add);
            }
        }
        return stalls;
    }

    Finding intact() {
        if (history.jobs().isEmpty()) {
            return NOTHING_TO_DO;
        }
        int streams = 0;
        for (var job : history.jobs().entrySet()) {
            QuicHistory.Job what = job.getValue();
            streams += what.streamsIntact();
            if (what.streamsBroken() > 0) {
                return Finding.broken(job.getKey() + " came back changed", what.ended().orElse(end));
            }
            if (what.failure().isPresent()) {
                return Finding.broken(job.getKey() + " failed: " + what.failure().get(), what.ended().orElse(end));
            }
            if (what.ended().filter(this::counts).isEmpty()) {
                return brokenOrNotFinished(job.getKey() + " was not done");
            }
        }
        return Finding.holds(Words.count(history.jobs().size(), "job") + " done, "
                + Words.count(streams, "stream") + " intact");
    }

    private boolean counts(Instant at) {
        return !at.isBefore(counted.from()) && !at.isAfter(counted.to());
    }

    private Finding brokenOrNotFinished(String happened) {
        return counted.to().isAfter(end) ? Finding.notDecided(happened + " when the run ended")
                : Finding.broken(happened, counted.to());
    }
}
