package dev.magicsock.quic;

import dev.magicsock.tls.ClientHandshake;
import dev.magicsock.tls.HandshakeException;
import dev.magicsock.tls.HandshakeLevel;
import dev.magicsock.tls.HandshakeOutput;
import dev.magicsock.tls.KeyLog;
import dev.magicsock.tls.TrafficSecrets;
import dev.magicsock.trace.QuicTraceEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tech.kwik.agent15.TlsConstants;
import tech.kwik.agent15.TlsProtocolException;
import tech.kwik.agent15.handshake.ClientHello;
import tech.kwik.agent15.handshake.HandshakeMessage;
import tech.kwik.core.impl.QuicClientConnectionImpl;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.impl.Role;

/** Runs our handshake for a client connection of kwik, whose own TLS engine only starts it. Thread-safe. */
class ClientHandshaker implements Handshaker {

    private static final TrafficSecrets NONE_YET = new TrafficSecrets(new byte[0], new byte[0]);

    private final QuicClientConnectionImpl connection;
    private final ClientHandshake handshake;
    private final CompletableFuture<HandshakeFailedException> failure;
    private final KeyLog keyLog;
    private final KwikTrace trace;

    private byte[] clientRandom = new byte[0];
    private Optional<HandshakeMessage> clientHello = Optional.empty();
    private TlsConstants.CipherSuite suite = TlsConstants.CipherSuite.TLS_AES_128_GCM_SHA256;
    private TrafficSecrets handshakeSecrets = NONE_YET;
    private String protocol = "";

    /**
     * A handshaker in charge of a connection that has not been started.
     *
     * @param failure completed if this side refuses a message
     * @param keyLog  takes the secrets
     * @param trace   is told the transport parameters
     */
    ClientHandshaker(QuicClientConnectionImpl connection, ClientHandshake handshake,
                     CompletableFuture<HandshakeFailedException> failure, KeyLog keyLog,
                     KwikTrace trace) {
        this.connection = connection;
        this.handshake = handshake;
        this.failure = failure;
        this.keyLog = keyLog;
        this.trace = trace;
        takeOver(Role.Client);
    }

    /** What both speak, once connected. */
    synchronized String protocol() {
        return protocol;
    }

    @Override
    public QuicConnectionImpl connection() {
        return connection;
    }

    @Override
    public synchronized HandshakeMessage replace(ClientHello hello) {
        if (clientHello.isEmpty()) {
            byte[] parameters = TransportParametersCodec.value(hello.getExtensions());
            trace.tell(new QuicTraceEvent.Parameters(true, parameters));
            byte[] own = handshake.start(parameters);
            clientRandom = Handshaker.clientRandom(own);
            clientHello = Optional.of(new RawMessage(own));
        }
        return clientHello.get();
    }

    @Override
    public synchronized void received(HandshakeLevel level, byte[] message)
            throws HandshakeException, TlsProtocolException {
        // kwik sends the ClientHello before it notes that it is handshaking, and an answer that is faster than the note
        // would have its own note overwritten: connected, yet never seen to be.
        Handshaker.await(() -> KwikInternals.get().state(connection) != QuicConnectionImpl.Status.Created);
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
                keyLog.handshakeSecrets(clientRandom, handshakeSecrets);
                install(NONE_YET);
                connection.handshakeSecretsKnown();
            }
            case HandshakeOutput.PeerParameters(byte[] parameters, String chosen) -> {
                protocol = chosen;
                trace.tell(new QuicTraceEvent.Parameters(false, parameters));
                connection.extensionsReceived(List.of(TransportParametersCodec.parse(parameters, Role.Server)));
            }
            case HandshakeOutput.Established established -> {
                keyLog.applicationSecrets(clientRandom, established.secrets());
                install(established.secrets());
                connection.handshakeFinished();
            }
        }
    }

    private void install(TrafficSecrets application) {
        KwikInternals.get().replaceSecrets(connection, new GivenSecrets(handshakeSecrets, application), suite);
    }

    @Override
    public void failed(Exception reason) {
        failure.complete(HandshakeFailedException.here(reason));
    }
}
