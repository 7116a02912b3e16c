package dev.magicsock.quic;

import dev.magicsock.tls.Alert;
import dev.magicsock.tls.HandshakeException;
import tech.kwik.agent15.TlsConstants;
import tech.kwik.agent15.alert.ErrorAlert;

/** A refused handshake in the shape in which kwik tells the peer: its alert, and the message as reason phrase. */
final class TlsFailure extends ErrorAlert {

    private static final long serialVersionUID = 1L;

    TlsFailure(HandshakeException cause) {
        super(cause.getMessage(), description(cause.problem().alert()));
        initCause(cause);
    }

    TlsFailure(RuntimeException bug) {
        super("internal error", TlsConstants.AlertDescription.internal_error);
        initCause(bug);
    }

    private static TlsConstants.AlertDescription description(Alert alert) {
        for (TlsConstants.AlertDescription description : TlsConstants.AlertDescription.values()) {
            if (description.value == alert.code()) {
                return description;
            }
        }
        throw new IllegalStateException("agent15 does not know the alert " + alert);
    }
}
