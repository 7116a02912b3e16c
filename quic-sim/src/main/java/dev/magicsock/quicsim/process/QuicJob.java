package dev.magicsock.quicsim.process;

import dev.magicsock.identity.EndpointId;
import java.time.Duration;
import java.util.Objects;

/**
 * Something for the application of one endpoint to do with another one. What is sent comes back, and is compared.
 *
 * @param name        unique among the jobs of an endpoint
 * @param remote      whom to talk to
 * @param kind        how to talk
 * @param bytes       per stream, or per datagram; at least 1
 * @param count       streams or datagrams per connection; at least 1, and 1 for {@link Kind#BULK}
 * @param every       how much time passes between the starts of two streams or datagrams
 * @param connections connections, one after the other; at least 1
 * @param guarded     false to use kwik's own streams, which stall now and then, instead of ours
 * @param timeout     how long one connection may take until it is there
 */
public record QuicJob(String name, EndpointId remote, Kind kind, int bytes, int count, Duration every, int connections,
                      boolean guarded, Duration timeout) {

    /** How to talk. */
    public enum Kind {
        /** One stream with everything. */
        BULK,
        /** One stream after the other. */
        REQUESTS,
        /** All streams at once. */
        STREAMS,
        /** Datagrams (RFC 9221), which nobody repeats. */
        DATAGRAMS
    }

    public QuicJob {
        Objects.requireNonNull(name);
        Objects.requireNonNull(remote);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(timeout);
        if (bytes < 1 || count < 1 || connections < 1 || every.isNegative()) {
            throw new IllegalArgumentException("job " + name + " with " + bytes + " bytes, " + count + " times every "
                    + every + " on " + connections + " connections");
        }
        if (kind == Kind.BULK && count != 1) {
            throw new IllegalArgumentException("a bulk transfer has one stream");
        }
    }

    /** A transfer of everything on one stream. */
    public static QuicJob bulk(String name, EndpointId remote, int bytes) {
        return new QuicJob(name, remote, Kind.BULK, bytes, 1, Duration.ZERO, 1, true, Duration.ofSeconds(10));
    }
}
