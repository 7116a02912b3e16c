package dev.magicsock.stun;

import java.time.Duration;

/**
 * How long a client asks before it gives up (RFC 8489 section 6.2.1).
 *
 * @param initialRto        wait between the first two requests; doubles from request to request
 * @param maxRequests       Rc: requests in all, 1 to 16
 * @param finalWaitInRtos   Rm: wait after the last request, in multiples of the initial wait, at least 1
 */
public record StunTiming(Duration initialRto, int maxRequests, int finalWaitInRtos) {

    /** The values of the RFC: 500 ms, 7 requests, given up 39.5 s after the first one. */
    public static final StunTiming RFC_8489 = new StunTiming(Duration.ofMillis(500), 7, 16);

    /** Sixteen doublings of half a second are nine hours; more only overflows. */
    private static final int MAX_REQUESTS = 16;

    public StunTiming {
        if (!initialRto.isPositive()) {
            throw new IllegalArgumentException("the initial RTO must be positive, not " + initialRto);
        }
        if (maxRequests < 1 || maxRequests > MAX_REQUESTS) {
            throw new IllegalArgumentException("1 to " + MAX_REQUESTS + " requests, not " + maxRequests);
        }
        if (finalWaitInRtos < 1) {
            throw new IllegalArgumentException("the last wait lasts at least one RTO, not " + finalWaitInRtos);
        }
    }

    /** How long to wait after request number {@code sent}, counted from 1. */
    Duration waitAfter(int sent) {
        return sent < maxRequests ? initialRto.multipliedBy(1L << sent - 1) : initialRto.multipliedBy(finalWaitInRtos);
    }
}
