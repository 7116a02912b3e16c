package dev.magicsock.path;

import java.time.Instant;

/** One run of a {@link ProbeSeries}: which Ping is next and when. Idle until it is begun. Not thread-safe. */
final class SeriesRun {

    private ProbeSeries series;
    private int step;
    private Instant begun;
    private Instant next;

    void begin(ProbeSeries which, Instant first, Instant now) {
        series = which;
        step = 0;
        begun = now;
        next = first;
    }

    void stop() {
        series = null;
    }

    boolean isRunning() {
        return series != null;
    }

    boolean is(ProbeSeries which) {
        return series == which;
    }

    /** Whether it runs and began less than this before. */
    boolean hasJustBegun(ProbeSeries which, Instant notBefore) {
        return series == which && begun.isAfter(notBefore);
    }

    /** How many Pings of it were sent. */
    int step() {
        return step;
    }

    /** When the next Ping is due, or, after the last one, when it ends; null while idle. */
    Instant next() {
        return series == null ? null : next;
    }

    /** Whether all its Pings were sent and only the last answer is waited for. */
    boolean waitsForLastAnswer() {
        return series != null && series.endsBefore(step);
    }

    void onPingSent(Instant now) {
        if (series != null) {
            next = now.plus(series.gapAfter(step));
            step++;
        }
    }

    void postpone(Instant until) {
        if (series != null && next.isBefore(until)) {
            next = until;
        }
    }

    void hasten(Instant to) {
        if (series != null && to.isBefore(next)) {
            next = to;
        }
    }
}
