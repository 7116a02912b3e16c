package dev.magicsock.probe;

import dev.magicsock.identity.EndpointId;

/** What came of opening a probe: a message or the reason why there is none. */
public sealed interface ProbeParse {

    /**
     * The probe is genuine.
     *
     * @param sender  who sealed it
     * @param message what is inside
     */
    record Parsed(EndpointId sender, ProbeMessage message) implements ProbeParse {
    }

    /** The datagram is no probe, or not a genuine one. */
    record Rejected(ProbeRejection reason) implements ProbeParse {
    }
}
