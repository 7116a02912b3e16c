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
 */
final class Delivery {

    /** Twice the idle time after which QUIC connections end (RFC 9000 section 10.1; 30 s in iroh). */
    private static final Duration ALIAS_IDLE = Duration.ofSeconds(60);

    private final Optional<EndpointId> remote;
    private final InetSocketAddress mapped;
    private final CommandSink sink;
    private InetSocketAddress alias;
    private Instant aliasUse;

    Delivery(EndpointId remote, InetSocketAddress mapped, CommandSink sink) {
        this.remote = Optional.of(remote);
        this.mapped = mapped;
        this.sink = sink;
    }

    InetSocketAddress mapped() {
        return mapped;
    }

    /** It was met as a stranger under this address. */
    void adopt(InetSocketAddress stranger, Instant now) {
        alias = stranger;
        aliasUse = now;
    }

    /** The application sends to an address under which it was met. */
    void onAliasUsed(InetSocketAddress stranger, Instant now) {
        if (stranger.equals(alias)) {
            aliasUse = now;
        }
    }

    /** Ends an alias that the application has not sent to for long; null if there is none. */
    InetSocketAddress endUnusedAlias(Instant now) {
        if (alias == null || now.isBefore(aliasUse.plus(ALIAS_IDLE))) {
            return null;
        }
        InetSocketAddress ended = alias;
        alias = null;
        return ended;
    }

    void deliver(ByteBuffer payload) {
        sink.deliverDatagram(alias == null ? mapped : alias, remote, payload);
    }
}
