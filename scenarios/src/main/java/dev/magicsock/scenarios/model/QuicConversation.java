package dev.magicsock.scenarios.model;

import dev.magicsock.scenarios.model.Expectation.When;
import java.time.Duration;
import java.util.List;

/**
 * Everything that one endpoint sends to another in a script, which real QUIC can send in its place.
 *
 * @param begins       with which step
 * @param until        since the start of the run
 * @param longestPause between two steps' datagrams
 */
record QuicConversation(ScriptStep begins, String from, String to, Duration until, Duration longestPause) {

    private static final int REQUEST_BYTES = 10_000;
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);
    /** With the round trips of a request over a relay; most are faster. */
    private static final Duration PER_REQUEST = Duration.ofMillis(400);
    /** What was held up is still to come: kwik repeats what got lost after twice as long each time. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    static QuicConversation of(ScriptStep step, ScriptAction.Traffic traffic) {
        return new QuicConversation(step, traffic.from(), traffic.to(), traffic.until(), Duration.ZERO);
    }

    QuicConversation followedBy(QuicConversation next) {
        Duration pause = next.begins.at().minus(until);
        return new QuicConversation(begins, from, to, next.until.compareTo(until) > 0 ? next.until : until,
                pause.compareTo(longestPause) > 0 ? pause : longestPause);
    }

    /** Who talks, whoever began. */
    List<String> pair() {
        return from.compareTo(to) < 0 ? List.of(from, to) : List.of(to, from);
    }

    /** Requests for as long as there were datagrams, so that faults find something to disturb. */
    ScriptStep overQuic() {
        int count = (int) Math.max(1, until.minus(begins.at()).dividedBy(PER_REQUEST));
        return new ScriptStep(begins.at(), begins.label(), new ScriptAction.QuicTraffic(from, to,
                ScriptAction.QuicKind.REQUESTS, REQUEST_BYTES, count, BETWEEN_REQUESTS, 1, true, settled()),
                begins.line());
    }

    /** When a run can end. */
    Duration settled() {
        return until.plus(SETTLING);
    }

    /** What is claimed about the two in the end. */
    Expectation expects(Claim claim, String words) {
        return new Expectation(new When.InTheEnd(), from, to, claim,
                from + " and " + to + ": " + words + ", in the end", begins.line());
    }
}
