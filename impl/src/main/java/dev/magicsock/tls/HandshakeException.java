package dev.magicsock.tls;

import java.util.Objects;

/** A handshake message is refused, and with it the handshake: the only error that a message can cause here. */
public final class HandshakeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final HandshakeProblem problem;

    /** The problem alone says enough. */
    public HandshakeException(HandshakeProblem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    /** The problem needs a detail: which field, which extension. */
    public HandshakeException(HandshakeProblem problem, String detail) {
        super(problem.sentence() + ": " + Objects.requireNonNull(detail));
        this.problem = problem;
    }

    /** What is wrong. */
    public HandshakeProblem problem() {
        return problem;
    }
}
