package dev.magicsock.quic;

import dev.magicsock.tls.Alert;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import tech.kwik.core.ConnectionTerminatedEvent;
import tech.kwik.core.QuicConstants;

/**
 * How a connection ended (RFC 9000 section 10).
 *
 * @param cause            what ended it
 * @param byPeer           whether the peer ended it
 * @param transportError   a code of RFC 9000 section 20.1 other than NO_ERROR
 * @param applicationError a code of the application
 * @param reason           what the side that closed it said besides (RFC 9000 section 19.19); empty if nothing. What a
 *                         peer says is any text, at most a packet long
 */
public record ConnectionClosed(Cause cause, boolean byPeer, OptionalLong transportError,
                               OptionalLong applicationError, String reason) {

    /** What can end a connection. */
    public enum Cause {
        /** One side closed it. */
        CLOSED,
        /** Nothing arrived for too long. */
        IDLE_TIMEOUT,
        /** Nothing was acknowledged for too long. */
        LOST,
        /** The peer has forgotten it. */
        STATELESS_RESET,
        /** The socket failed, or was closed: on a client also by kwik, because of an error of its own. */
        SOCKET,
        /** A thread of kwik's died of an error of its own; {@link #transportError} is INTERNAL_ERROR. */
        BREAKDOWN
    }

    public ConnectionClosed {
        Objects.requireNonNull(cause);
        Objects.requireNonNull(transportError);
        Objects.requireNonNull(applicationError);
        Objects.requireNonNull(reason);
    }

    static ConnectionClosed of(ConnectionTerminatedEvent event) {
        Cause cause = switch (event.closeReason()) {
            case IdleTimeout -> Cause.IDLE_TIMEOUT;
            case ImmediateClose -> Cause.CLOSED;
            case StatelessReset -> Cause.STATELESS_RESET;
            case ConnectionLost -> Cause.LOST;
        };
        return new ConnectionClosed(cause, event.closedByPeer(), optional(event.transportErrorCode()),
                optional(event.applicationErrorCode()), KwikInternals.get().reasonPhrase(event));
    }

    static ConnectionClosed bySocket() {
        return new ConnectionClosed(Cause.SOCKET, false, OptionalLong.empty(), OptionalLong.empty(), "");
    }

    static ConnectionClosed byBreakdown() {
        return new ConnectionClosed(Cause.BREAKDOWN, false,
                OptionalLong.of(QuicConstants.TransportErrorCode.INTERNAL_ERROR.value), OptionalLong.empty(),
                Breakdown.REASON);
    }

    private static OptionalLong optional(Long code) {
        return code == null ? OptionalLong.empty() : OptionalLong.of(code);
    }

    /** The TLS alert that the transport error carries; empty if it carries none that is known here. */
    public Optional<Alert> alert() {
        return transportError.isPresent() ? Alert.ofTransportError(transportError.getAsLong()) : Optional.empty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(byPeer ? "closed by the peer" : "closed");
        text.append(" (").append(cause);
        alert().ifPresentOrElse(alert -> text.append(", alert ").append(alert),
                () -> transportError.ifPresent(code -> text.append(", transport error ").append(code)));
        applicationError.ifPresent(code -> text.append(", application error ").append(code));
        return text.append(')').toString();
    }
}
