package dev.magicsock.relaystub.net;

import dev.magicsock.relay.KeyingMaterialAuth;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.fault.Fate;
import dev.magicsock.relaystub.http.HttpAnswer;
import dev.magicsock.relaystub.http.RequestHead;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;

/** Prepares each accepted connection: TLS if wanted, HTTP, and a place among those that have proven nothing yet. */
final class Acceptor extends ChannelInitializer<SocketChannel> {

    /** Above it a client that asks but does not read gets no answers; the relay's own window stays below it. */
    private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final RelayShell shell;
    private final HalfOpen halfOpen;
    private final Optional<TlsIdentity> tls;
    private final Function<RequestHead, HttpAnswer> services;
    private final Duration establishTimeout;

    Acceptor(RelayShell shell, HalfOpen halfOpen, Optional<TlsIdentity> tls,
             Function<RequestHead, HttpAnswer> services, Duration establishTimeout) {
        this.shell = shell;
        this.halfOpen = halfOpen;
        this.tls = tls;
        this.services = services;
        this.establishTimeout = establishTimeout;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        halfOpen.add(channel);
        channel.config().setWriteBufferWaterMark(WRITE_BUFFER);
        tls.ifPresent(identity -> channel.pipeline().addLast(tlsHandler(identity, channel)));
        channel.pipeline().addLast(new HttpFront(services, this::upgrade));
        suffer(shell.faults().ofConnection(channel.remoteAddress()), channel);
    }

    private SslHandler tlsHandler(TlsIdentity identity, SocketChannel channel) {
        SslHandler handler = identity.context().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(establishTimeout.toMillis());
        return handler;
    }

    private static void suffer(Fate fate, SocketChannel channel) {
        switch (fate) {
            case Fate.Pass _ -> { }
            case Fate.Drop _ -> channel.config().setAutoRead(false);
            case Fate.Delay(Duration delay) -> {
                channel.config().setAutoRead(false);
                channel.eventLoop().schedule(() -> channel.config().setAutoRead(true), delay.toNanos(),
                        TimeUnit.NANOSECONDS);
            }
            case Fate.Close _ -> channel.close();
        }
    }

    private void upgrade(ChannelHandlerContext front, RelayProtocolVersion version, RequestHead request) {
        Channel channel = front.channel();
        front.pipeline().remove(front.handler());
        shell.upgraded(channel, version, request, exporter(channel));
    }

    private static KeyingMaterialExporter exporter(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null || !(handler.engine().getSession() instanceof ExtendedSSLSession session)) {
            return KeyingMaterialExporter.NONE;
        }
        return client -> {
            try {
                return Optional.of(session.exportKeyingMaterialData(KeyingMaterialAuth.EXPORTER_LABEL, client.toBytes(),
                        KeyingMaterialAuth.EXPORTED_BYTES));
            } catch (SSLKeyException | UnsupportedOperationException e) {
                // TLS 1.2 without extended master secret: the client is challenged instead.
                return Optional.empty();
            }
        };
    }
}
