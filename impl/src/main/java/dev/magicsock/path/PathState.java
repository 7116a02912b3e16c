package dev.magicsock.path;

/** How much is proven about a direct path. */
public enum PathState {
    /** The address is known; nothing sent to it has been answered. */
    UNPROVEN,
    /** Small probes are answered; a full-size one is not. It carries no data, since QUIC's packets would be lost. */
    REACHABLE,
    /** A full-size probe was answered by the remote's key: the path may be selected. */
    VALIDATED,
    /** It was validated and then left too many probes unanswered; only a new answer revives it. */
    GIVEN_UP
}
