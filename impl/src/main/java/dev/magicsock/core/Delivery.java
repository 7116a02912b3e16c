package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Hands the datagrams of one remote to the application under one address: its mapped one, or the one under which it was
 * met as a stranger as long as the application sends there.
 *
 * <p>A remote whose address changes is a stranger for a moment too, in the middle of its connections, which know it by
 * the address that they have. So an address that the application uses gives way only to one that it answers.
 */
final class Delivery {

    /** Twice the idle time after which QUIC connections end (RFC 9000 section 10.1; 30 s in iroh). */
    private static final Duration ALIAS_IDLE = Duration.ofSeconds(60);

    private final Optional<EndpointId> remote;
    private final InetSocketAddress mapped;
    private final CommandSink sink;
    private InetSocketAddress current;
    /** When the application last sent to the current one; null if it never did. */
    private Instant used;
    /** Where it was met while the application used the current one; null if nowhere. */
    private InetSocketAddress met;
    private Instant metAt;

    Delivery(EndpointId remote, InetSocketAddress mapped, CommandSink sink) {
        this.remote = Optional.of(remote);
        this.mapped = mapped;
        this.current = mapped;
        this.sink = sink;
    }

    InetSocketAddress mapped() {
        return mapped;
    }

    /** It was met as a stranger under this address. */
    void adopt(InetSocketAddress stranger, Instant now) {
        if (used == null || isIdle(used, now)) {
            current = stranger;
            used = now;
        } else {
            met = stranger;
            metAt = now;
        }
    }

    /** The application sends to the mapped address. */
    void onMappedUsed(Instant now) {
        if (current == mapped) {
            used = now;
        }
    }

    /** The application sends to an address under which it was met. */
    void onAliasUsed(InetSocketAddress stranger, Instant now) {
        if (stranger.equals(met)) {
            current = met;
            met = null;
        }
        if (stranger.equals(current)) {
            used = now;
        }
    }

    /** Ends an alias that the application has not sent to for long; null if there is none. */
    InetSocketAddress endUnusedAlias(Instant now) {
        InetSocketAddress ended = null;
        if (met != null && isIdle(metAt, now)) {
            ended = met;
            met = null;
        } else if (current != mapped && isIdle(used, now)) {
            ended = current;
            current = mapped;
            used = null;
        }
        return ended;
    }

    private static boolean isIdle(Instant since, Instant now) {
        return !now.isBefore(since.plus(ALIAS_IDLE));
    }

    void deliver(ByteBuffer payload) {
        sink.deliverDatagram(current, remote, payload);
    }
}
