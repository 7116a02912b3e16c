package dev.magicsock.tls;

import dev.magicsock.crypto.X25519KeyShare;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The server's side of a handshake (RFC 8446 section 2). It always asks for the client's key and takes any: who may
 * connect is for the application to decide, once it knows who it is.
 *
 * <p>Call {@link #receive} for each message in order; when it yields {@link HandshakeOutput.PeerParameters}, call
 * {@link #accept} before the next message. Not thread-safe. After an exception the handshake is over.
 */
public final class ServerHandshake {

    private final SecretKey own;
    private final List<String> protocols;
    private final byte[] random = new byte[ClientHello.RANDOM_BYTES];
    private final X25519KeyShare keyShare;

    private Expecting expecting = Expecting.CLIENT_HELLO;
    private byte[] clientHello = new byte[0];
    private byte[] clientKeyShare = new byte[0];
    private CipherSuite suite = CipherSuite.TLS_AES_128_GCM_SHA256;
    private String protocol = "";
    private KeySchedule keys = new KeySchedule(suite.hash());
    private TrafficSecrets application = new TrafficSecrets(new byte[0], new byte[0]);
    private Optional<EndpointId> client = Optional.empty();

    /** The states of RFC 8446 appendix A.2, named after what comes next. */
    private enum Expecting {
        CLIENT_HELLO, OWN_PARAMETERS, CERTIFICATE, CERTIFICATE_VERIFY, FINISHED, NOTHING_MORE
    }

    /**
     * A handshake that waits for a ClientHello.
     *
     * @param own       proves who the server is
     * @param protocols application protocols, the most preferred first; at least one, each 1 to 255 bytes of UTF-8
     * @param random    for the key exchange; outside a simulation a {@link java.security.SecureRandom}
     * @throws IllegalArgumentException if a protocol's name is not as described
     */
    public ServerHandshake(SecretKey own, List<String> protocols, RandomGenerator random) {
        this.own = Objects.requireNonNull(own);
        this.protocols = Protocols.check(protocols);
        random.nextBytes(this.random);
        this.keyShare = X25519KeyShare.generate(random);
    }

    /**
     * Takes the next message.
     *
     * @param level   which keys protected it
     * @param message the whole message with its header
     * @throws HandshakeException if it is refused; the peer is to be told the problem's alert
     */
    public List<HandshakeOutput> receive(HandshakeLevel level, byte[] message) throws HandshakeException {
        MessageType type = MessageType.of(message);
        if (expecting == Expecting.CLIENT_HELLO && is(level, HandshakeLevel.INITIAL, type, MessageType.CLIENT_HELLO)) {
            return clientHello(message);
        }
        if (expecting == Expecting.CERTIFICATE && is(level, HandshakeLevel.HANDSHAKE, type, MessageType.CERTIFICATE)) {
            return certificate(message);
        }
        if (expecting == Expecting.CERTIFICATE_VERIFY
                && is(level, HandshakeLevel.HANDSHAKE, type, MessageType.CERTIFICATE_VERIFY)) {
            return certificateVerify(message);
        }
        if (expecting == Expecting.FINISHED && is(level, HandshakeLevel.HANDSHAKE, type, MessageType.FINISHED)) {
            return finished(message);
        }
        throw new HandshakeException(HandshakeProblem.UNEXPECTED_MESSAGE,
                type + " at " + level + " while expecting " + expecting);
    }

    private static boolean is(HandshakeLevel level, HandshakeLevel wantedLevel, MessageType type, MessageType wanted) {
        return level == wantedLevel && type == wanted;
    }

    private List<HandshakeOutput> clientHello(byte[] message) throws HandshakeException {
        ClientHello hello = ClientHello.decode(message);
        Extensions extensions = hello.extensions();
        suite = chooseSuite(hello);
        SignatureScheme.requireOffered(extensions);
        RawPublicKey.requireOffered(extensions);
        clientKeyShare = KeyShares.readOffer(extensions);
        protocol = Protocols.choose(protocols, Protocols.read(
                extensions.require(Extensions.APPLICATION_PROTOCOLS, HandshakeProblem.NO_PROTOCOL_OFFERED)));
        byte[] parameters = extensions
                .require(Extensions.QUIC_TRANSPORT_PARAMETERS, HandshakeProblem.MISSING_EXTENSION).rest();
        clientHello = message.clone();
        expecting = Expecting.OWN_PARAMETERS;
        return List.of(new HandshakeOutput.PeerParameters(parameters, protocol));
    }

    private static CipherSuite chooseSuite(ClientHello hello) throws HandshakeException {
        return Arrays.stream(CipherSuite.values())
                .filter(suite -> hello.cipherSuites().contains(suite.code()))
                .findFirst().orElseThrow(() -> new HandshakeException(HandshakeProblem.NO_COMMON_CIPHER_SUITE));
    }

    /**
     * Goes on after the client's parameters have been found acceptable: the server's whole flight.
     *
     * @param transportParameters the value of the server's extension
     * @throws HandshakeException    if the client's key share is worthless
     * @throws IllegalStateException unless {@link HandshakeOutput.PeerParameters} has just come out
     */
    public List<HandshakeOutput> accept(byte[] transportParameters) throws HandshakeException {
        if (expecting != Expecting.OWN_PARAMETERS) {
            throw new IllegalStateException("no parameters are wanted: " + expecting);
        }
        byte[] shared = KeyShares.agree(keyShare, clientKeyShare);
        keys = new KeySchedule(suite.hash());
        keys.record(clientHello);
        List<HandshakeOutput> outputs = new ArrayList<>();
        outputs.add(send(HandshakeLevel.INITIAL, new ServerHello(random, suite, helloExtensions()).encode()));
        outputs.add(new HandshakeOutput.HandshakeKeys(suite, keys.handshake(shared)));
        outputs.add(send(HandshakeLevel.HANDSHAKE, encryptedExtensions(transportParameters)));
        outputs.add(send(HandshakeLevel.HANDSHAKE, CertificateRequest.encode()));
        outputs.add(send(HandshakeLevel.HANDSHAKE, Certificate.encode(own.id())));
        outputs.add(send(HandshakeLevel.HANDSHAKE, CertificateVerify.SERVER.encode(own, keys.transcriptHash())));
        outputs.add(send(HandshakeLevel.HANDSHAKE, Finished.encode(keys.serverVerifyData())));
        application = keys.application();
        expecting = Expecting.CERTIFICATE;
        return outputs;
    }

    private HandshakeOutput send(HandshakeLevel level, byte[] message) {
        keys.record(message);
        return new HandshakeOutput.Send(level, message);
    }

    private Extensions helloExtensions() {
        return Extensions.none()
                .with(Extensions.SUPPORTED_VERSIONS, new WireWriter().uint16(ClientHello.TLS_1_3))
                .with(Extensions.KEY_SHARE, KeyShares.entry(keyShare));
    }

    private byte[] encryptedExtensions(byte[] transportParameters) {
        WireWriter body = new WireWriter();
        Extensions.none()
                .with(Extensions.APPLICATION_PROTOCOLS, Protocols.write(List.of(protocol)))
                .with(Extensions.CLIENT_CERTIFICATE_TYPE, RawPublicKey.answer())
                .with(Extensions.SERVER_CERTIFICATE_TYPE, RawPublicKey.answer())
                .with(Extensions.QUIC_TRANSPORT_PARAMETERS, new WireWriter().bytes(transportParameters))
                .write(body);
        return MessageType.ENCRYPTED_EXTENSIONS.encode(body);
    }

    private List<HandshakeOutput> certificate(byte[] message) throws HandshakeException {
        client = Optional.of(Certificate.decode(message, HandshakeProblem.NO_CLIENT_KEY));
        keys.record(message);
        expecting = Expecting.CERTIFICATE_VERIFY;
        return List.of();
    }

    private List<HandshakeOutput> certificateVerify(byte[] message) throws HandshakeException {
        CertificateVerify.CLIENT.check(message, client.orElseThrow(), keys.transcriptHash());
        keys.record(message);
        expecting = Expecting.FINISHED;
        return List.of();
    }

    private List<HandshakeOutput> finished(byte[] message) throws HandshakeException {
        Finished.check(message, keys.clientVerifyData());
        keys.record(message);
        expecting = Expecting.NOTHING_MORE;
        return List.of(new HandshakeOutput.Established(client.orElseThrow(), application));
    }
}
