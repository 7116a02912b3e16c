package dev.magicsock.core;

import dev.magicsock.path.DirectPath;
import java.time.Duration;
import java.time.Instant;

/**
 * How to reach a remote that has never sent a valid probe, such as iroh 1.0: try everything the user or discovery gave,
 * and stay with what answers. The first probe ends this for good.
 */
final class UnprobedPeer {

    private final Duration patience;
    private boolean on;
    private DirectPath serving;
    private boolean servedByRelay;
    private Instant lastAnswer;
    private Instant firstSentSince;

    /** @param patience how long the address that answered may be silent before all are tried again */
    UnprobedPeer(UnprovenRemotes rule, Duration patience) {
        this.on = switch (rule) {
            case SEND_TO_GIVEN_ADDRESSES -> true;
            case SEND_TO_RELAY_ONLY -> false;
        };
        this.patience = patience;
    }

    /** Whether given addresses may carry data on suspicion. */
    boolean isOn() {
        return on && !servedByRelay;
    }

    /** Whether an address has answered, so that nothing else is needed. */
    boolean hasAnswered() {
        return on && serving != null;
    }

    /** The path that has answered; null if none has, or if it was silent for too long although it was sent to. */
    DirectPath servingPath(Instant now) {
        if (serving == null) {
            return null;
        }
        firstSentSince = firstSentSince == null ? now : firstSentSince;
        Instant since = firstSentSince.isAfter(lastAnswer) ? firstSentSince : lastAnswer;
        if (!now.isBefore(since.plus(patience))) {
            serving = null;
        }
        return serving;
    }

    void onProbe() {
        on = false;
        serving = null;
    }

    /** A datagram came through the relay, which vouches for its sender: then the relay serves, if nothing else does. */
    void onRelayedData() {
        servedByRelay |= serving == null;
    }

    /** A datagram came from a given address. Returns whether it is taken for the remote's. */
    boolean onDataFrom(DirectPath path, Instant now) {
        if (!on || servedByRelay) {
            return false;
        }
        if (serving == null) {
            serving = path;
        }
        if (serving == path) {
            lastAnswer = now;
            firstSentSince = null;
        }
        return serving == path;
    }
}
