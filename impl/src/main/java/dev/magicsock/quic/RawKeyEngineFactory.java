package dev.magicsock.quic;

import dev.magicsock.tls.ServerHandshake;
import java.security.cert.CertificateException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tech.kwik.agent15.engine.ServerMessageSender;
import tech.kwik.agent15.engine.TlsServerEngine;
import tech.kwik.agent15.engine.TlsServerEngineFactory;
import tech.kwik.agent15.engine.TlsStatusEventHandler;
import tech.kwik.core.server.impl.ServerConnectionImpl;

/** Gives each connection of a server our handshake. Thread-safe if its arguments are. */
final class RawKeyEngineFactory extends TlsServerEngineFactory {

    private final Supplier<ServerHandshake> handshakes;
    private final Consumer<ServerHandshaker> started;
    private final Predicate<ServerConnectionImpl> registered;
    private final Inspection inspection;

    /**
     * A factory.
     *
     * @param started    told of each handshake that begins
     * @param registered tells whether packets find a connection
     * @param inspection looks into all connections
     */
    RawKeyEngineFactory(Supplier<ServerHandshake> handshakes, Consumer<ServerHandshaker> started,
                        Predicate<ServerConnectionImpl> registered, Inspection inspection) throws CertificateException {
        super(PlaceholderKeyStore.create(), PlaceholderKeyStore.ALIAS, PlaceholderKeyStore.password(),
                PlaceholderKeyStore.CURVE);
        this.handshakes = handshakes;
        this.started = started;
        this.registered = registered;
        this.inspection = inspection;
    }

    /** {@code handler} is the connection, whose constructor calls this. */
    @Override
    public TlsServerEngine createServerEngine(ServerMessageSender sender, TlsStatusEventHandler handler) {
        ServerHandshaker handshaker = new ServerHandshaker((ServerConnectionImpl) handler, handshakes.get(),
                registered, inspection);
        started.accept(handshaker);
        return handshaker;
    }
}
