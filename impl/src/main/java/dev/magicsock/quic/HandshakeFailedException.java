package dev.magicsock.quic;

import dev.magicsock.tls.Alert;
import dev.magicsock.tls.HandshakeException;
import dev.magicsock.tls.HandshakeProblem;
import java.io.IOException;
import java.util.Optional;

/** No connection came about, and why: refused here, refused by the peer, or no answer. */
public final class HandshakeFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final HandshakeProblem problem;
    private final Alert peerAlert;

    private HandshakeFailedException(String message, HandshakeProblem problem, Alert peerAlert, Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.peerAlert = peerAlert;
    }

    /** This side refused: a {@link HandshakeException} as cause of kwik's failure, or another failure. */
    static HandshakeFailedException here(Exception reason) {
        return reason.getCause() instanceof HandshakeException refused
                ? new HandshakeFailedException(refused.getMessage(), refused.problem(), null, refused)
                : new HandshakeFailedException("handshake failed: " + reason.getMessage(), null, null, reason);
    }

    /** The connection ended before it was established. */
    static HandshakeFailedException closed(ConnectionClosed closed) {
        Alert alert = closed.byPeer() ? closed.alert().orElse(null) : null;
        return new HandshakeFailedException(closed.toString(), null, alert, null);
    }

    /** kwik gave up. */
    static HandshakeFailedException noAnswer(String message, Throwable cause) {
        return new HandshakeFailedException(message, null, null, cause);
    }

    /** What this side found wrong; empty if it was not this side that refused. */
    public Optional<HandshakeProblem> problem() {
        return Optional.ofNullable(problem);
    }

    /** The alert with which the peer refused; empty if it did not, or with none that is known here. */
    public Optional<Alert> peerAlert() {
        return Optional.ofNullable(peerAlert);
    }
}
