package dev.magicsock.quic;

import dev.magicsock.tls.KeyLog;
import dev.magicsock.trace.QuicTraces;
import java.util.Objects;

/**
 * Who may look into connections.
 *
 * @param keyLog takes the secrets, before packets are sent that need them
 * @param traces is told what happens in them
 */
public record Inspection(KeyLog keyLog, QuicTraces traces) {

    /** Nobody. */
    public static final Inspection NONE = new Inspection(KeyLog.NONE, QuicTraces.NONE);

    public Inspection {
        Objects.requireNonNull(keyLog);
        Objects.requireNonNull(traces);
    }
}
