package dev.magicsock.path;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How often and when an unproven path is tried. */
enum ProbeSeries {
    /**
     * Is anybody there? Eight Pings in four seconds: tight at first, since the remote's NAT opens within a round trip
     * of ours, then doubling, as iroh's NAT traversal has it (0, 33, 100, 233, 500 ms, then 1, 2 and 4 s).
     */
    DISCOVER(33, 67, 133, 267, 500, 1000, 2000),
    /**
     * Is the remote really where a packet seems to come from? Anybody can forge that, so what we send there stays below
     * three times what came (RFC 9000 section 8.1): a Pong and two small Pings for a small Ping.
     */
    VERIFY(150),
    /** Does a full datagram pass? Few and large, so each try costs as much as ten small ones. */
    PROVE_SIZE(250, 750, 2000);

    /** After the last Ping of a series, how long its answer may take. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

    private final List<Duration> gaps;

    ProbeSeries(long... gapMillis) {
        this.gaps = Arrays.stream(gapMillis).mapToObj(Duration::ofMillis).toList();
    }

    /** The time from the Ping of this step, counted from 0, to the next Ping or to the end of the series. */
    Duration gapAfter(int step) {
        return step < gaps.size() ? gaps.get(step) : LAST_ANSWER;
    }

    /** Whether the series has no Ping of this step any more. */
    boolean endsBefore(int step) {
        return step > gaps.size();
    }
}
