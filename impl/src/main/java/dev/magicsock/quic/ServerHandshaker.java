package dev.magicsock.quic;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.tls.HandshakeException;
import dev.magicsock.tls.HandshakeLevel;
import dev.magicsock.tls.HandshakeOutput;
import dev.magicsock.tls.KeyLog;
import dev.magicsock.tls.ServerHandshake;
import dev.magicsock.tls.TrafficSecrets;
import dev.magicsock.trace.QuicTraceEvent;
import dev.magicsock.trace.QuicTraces;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import tech.kwik.agent15.ProtectionKeysType;
import tech.kwik.agent15.TlsConstants;
import tech.kwik.agent15.TlsProtocolException;
import tech.kwik.agent15.alert.UnexpectedMessageAlert;
import tech.kwik.agent15.engine.ServerMessageProcessor;
import tech.kwik.agent15.engine.ServerMessageSender;
import tech.kwik.agent15.engine.TlsServerEngine;
import tech.kwik.agent15.engine.TlsStatusEventHandler;
import tech.kwik.agent15.extension.ApplicationLayerProtocolNegotiationExtension;
import tech.kwik.agent15.extension.Extension;
import tech.kwik.agent15.handshake.ClientHello;
import tech.kwik.agent15.handshake.FinishedMessage;
import tech.kwik.agent15.handshake.HandshakeMessage;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.impl.Role;
import tech.kwik.core.server.impl.ServerConnectionImpl;
import tech.kwik.qlog.QLogFrontEnd;

/**
 * Runs our handshake for a server connection of kwik, as its TLS engine. Confined to the connection's thread, but for
 * {@link #client} and {@link #closed}, which are thread-safe.
 */
final class ServerHandshaker implements Handshaker, TlsServerEngine, ServerMessageProcessor {

    private static final TrafficSecrets NONE_YET = new TrafficSecrets(new byte[0], new byte[0]);

    private final ServerConnectionImpl connection;
    private final ServerHandshake handshake;
    private final Predicate<ServerConnectionImpl> registered;
    private final KeyLog keyLog;
    private final KwikTrace trace = new KwikTrace();
    private final CompletableFuture<HandshakeFailedException> failure = new CompletableFuture<>();
    private final CompletableFuture<ConnectionClosed> closed = new CompletableFuture<>();
    private final List<Extension> serverExtensions = new ArrayList<>();

    private byte[] clientHello = new byte[0];
    private TlsConstants.CipherSuite suite = TlsConstants.CipherSuite.TLS_AES_128_GCM_SHA256;
    private TrafficSecrets handshakeSecrets = NONE_YET;
    private TrafficSecrets applicationSecrets = NONE_YET;
    private volatile Optional<EndpointId> client = Optional.empty();

    /**
     * A handshaker for a connection whose constructor is running.
     *
     * @param registered tells whether packets find the connection
     * @param inspection looks into the connection
     */
    ServerHandshaker(ServerConnectionImpl connection, ServerHandshake handshake,
                     Predicate<ServerConnectionImpl> registered, Inspection inspection) {
        this.connection = connection;
        this.handshake = handshake;
        this.registered = registered;
        this.keyLog = inspection.keyLog();
        QLogFrontEnd frontEnd = KwikInternals.get().frontEnd(connection);
        trace.attach(inspection.traces().begin(QuicTraces.Side.SERVER, frontEnd.originalDestination()));
        frontEnd.attach(trace);
        connection.setConnectionListener(event -> closed.complete(ConnectionClosed.of(event)));
        takeOver(Role.Server);
    }

    /** Who has connected; empty as long as that is not proven. */
    Optional<EndpointId> client() {
        return client;
    }

    /** Where the client's datagrams come from. */
    InetSocketAddress remoteAddress() {
        return connection.getInitialRemoteAddress();
    }

    /** Completes when this side refuses a message. */
    CompletableFuture<HandshakeFailedException> failure() {
        return failure;
    }

    /** Completes when the connection has ended, established or not. */
    CompletableFuture<ConnectionClosed> closed() {
        return closed;
    }

    @Override
    public QuicConnectionImpl connection() {
        return connection;
    }

    @Override
    public void received(HandshakeLevel level, byte[] message) throws HandshakeException, TlsProtocolException {
        // kwik registers a connection only after it has started the connection's thread, which may be this far by then.
        // The client's answer would go unheard, and a connection refused now would stay in the table for good.
        if (level == HandshakeLevel.INITIAL) {
            clientHello = message;
            Handshaker.await(() -> registered.test(connection));
        }
        // kwik does this only after the message has been dealt with. If the message is refused, the alert goes out in
        // an Initial packet, too, with the Handshake packet behind it, and kwik's client, which cannot read the one
        // any more, would not look at the other.
        if (level == HandshakeLevel.HANDSHAKE) {
            KwikInternals.get().discardInitialKeys(connection);
        }
        for (HandshakeOutput output : handshake.receive(level, message)) {
            perform(output);
        }
    }

    private void perform(HandshakeOutput output) throws HandshakeException, TlsProtocolException {
        switch (output) {
            case HandshakeOutput.Send(HandshakeLevel level, byte[] message) -> send(level, message);
            case HandshakeOutput.HandshakeKeys keys -> {
                suite = KwikSuites.of(keys.suite());
                handshakeSecrets = keys.secrets();
                keyLog.handshakeSecrets(Handshaker.clientRandom(clientHello), handshakeSecrets);
                connection.handshakeSecretsKnown();
            }
            case HandshakeOutput.PeerParameters(byte[] parameters, String protocol) -> answer(parameters, protocol);
            case HandshakeOutput.Established established -> {
                applicationSecrets = established.secrets();
                keyLog.applicationSecrets(Handshaker.clientRandom(clientHello), applicationSecrets);
                client = Optional.of(established.peer());
                connection.handshakeFinished();
            }
        }
    }

    /** kwik checks the client's parameters and adds its own to the extensions to be sent. */
    private void answer(byte[] parameters, String protocol) throws HandshakeException, TlsProtocolException {
        trace.tell(new QuicTraceEvent.Parameters(false, parameters));
        connection.extensionsReceived(List.of(new ApplicationLayerProtocolNegotiationExtension(protocol),
                TransportParametersCodec.parse(parameters, Role.Client)));
        byte[] own = TransportParametersCodec.value(serverExtensions);
        trace.tell(new QuicTraceEvent.Parameters(true, own));
        for (HandshakeOutput output : handshake.accept(own)) {
            perform(output);
        }
    }

    @Override
    public void failed(Exception reason) {
        failure.complete(HandshakeFailedException.here(reason));
    }

    @Override
    public HandshakeMessage replace(ClientHello hello) {
        throw new IllegalStateException("a server sends no ClientHello");
    }

    // What kwik asks its TLS engine.

    @Override
    public byte[] getClientEarlyTrafficSecret() {
        throw new IllegalStateException("early data is never accepted");
    }

    @Override
    public byte[] getClientHandshakeTrafficSecret() {
        return handshakeSecrets.client();
    }

    @Override
    public byte[] getServerHandshakeTrafficSecret() {
        return handshakeSecrets.server();
    }

    @Override
    public byte[] getClientApplicationTrafficSecret() {
        return applicationSecrets.client();
    }

    @Override
    public byte[] getServerApplicationTrafficSecret() {
        return applicationSecrets.server();
    }

    @Override
    public TlsConstants.CipherSuite getSelectedCipher() {
        return suite;
    }

    @Override
    public void addServerExtensions(Extension extension) {
        serverExtensions.add(extension);
    }

    @Override
    public List<Extension> getServerExtensions() {
        return List.copyOf(serverExtensions);
    }

    // What kwik tells its TLS engine and we know better, or do not need.

    @Override
    public void addSupportedCiphers(List<TlsConstants.CipherSuite> cipherSuites) {
    }

    @Override
    public void setSelectedApplicationLayerProtocol(String applicationProtocol) {
    }

    @Override
    public void setServerMessageSender(ServerMessageSender serverMessageSender) {
    }

    @Override
    public void setStatusHandler(TlsStatusEventHandler statusHandler) {
    }

    @Override
    public void setSessionData(byte[] additionalSessionData) {
    }

    @Override
    public void setSessionDataVerificationCallback(Function<ByteBuffer, Boolean> callback) {
    }

    // Messages never come this way: our CRYPTO streams take them.

    @Override
    public void received(ClientHello clientHello, ProtectionKeysType protectedBy) throws TlsProtocolException {
        throw new UnexpectedMessageAlert("ClientHello outside of its stream");
    }

    @Override
    public void received(FinishedMessage clientFinished, ProtectionKeysType protectedBy) throws TlsProtocolException {
        throw new UnexpectedMessageAlert("Finished outside of its stream");
    }
}
