package dev.magicsock.tls;

import dev.magicsock.crypto.X25519KeyShare;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * The client's side of a handshake (RFC 8446 section 2) with an endpoint whose identity is known beforehand.
 *
 * <p>Call {@link #start} once, then {@link #receive} for each message in order. The server must ask for the client's
 * key: one that does not would not know whom it talks to. Not thread-safe. After an exception the handshake is over.
 */
public final class ClientHandshake {

    /** What the server may answer in EncryptedExtensions; the name of the server joins if it is sent. */
    private static final List<Integer> ANSWERABLE = List.of(Extensions.SUPPORTED_GROUPS,
            Extensions.APPLICATION_PROTOCOLS, Extensions.CLIENT_CERTIFICATE_TYPE, Extensions.SERVER_CERTIFICATE_TYPE,
            Extensions.QUIC_TRANSPORT_PARAMETERS);

    private final SecretKey own;
    private final EndpointId expected;
    private final List<String> protocols;
    private final Optional<String> serverName;
    private final byte[] random = new byte[ClientHello.RANDOM_BYTES];
    private final X25519KeyShare keyShare;

    private Expecting expecting = Expecting.START;
    private byte[] clientHello = new byte[0];
    private KeySchedule keys = new KeySchedule(CipherSuite.TLS_AES_128_GCM_SHA256.hash());

    /** The states of RFC 8446 appendix A.1, named after the message that comes next. */
    private enum Expecting {
        START, SERVER_HELLO, ENCRYPTED_EXTENSIONS, CERTIFICATE_REQUEST, CERTIFICATE, CERTIFICATE_VERIFY, FINISHED,
        NOTHING_MORE
    }

    /**
     * A handshake to be started.
     *
     * @param own        proves who the client is
     * @param expected   the only identity that is accepted of the server
     * @param protocols  application protocols, the most preferred first; at least one, each 1 to 255 bytes of UTF-8
     * @param serverName sent as the server's name (RFC 6066 section 3) if present; ASCII, not checked further
     * @param random     for the key exchange; outside a simulation a {@link java.security.SecureRandom}
     * @throws IllegalArgumentException if a protocol's name is not as described
     */
    public ClientHandshake(SecretKey own, EndpointId expected, List<String> protocols, Optional<String> serverName,
                           RandomGenerator random) {
        this.own = Objects.requireNonNull(own);
        this.expected = Objects.requireNonNull(expected);
        this.protocols = Protocols.check(protocols);
        this.serverName = Objects.requireNonNull(serverName);
        random.nextBytes(this.random);
        this.keyShare = X25519KeyShare.generate(random);
    }

    /**
     * The ClientHello, for {@link HandshakeLevel#INITIAL}.
     *
     * @param transportParameters the value of the extension
     * @throws IllegalStateException if the handshake has been started before
     */
    public byte[] start(byte[] transportParameters) {
        if (expecting != Expecting.START) {
            throw new IllegalStateException("already started: " + expecting);
        }
        expecting = Expecting.SERVER_HELLO;
        List<Integer> suites = Arrays.stream(CipherSuite.values()).map(CipherSuite::code).toList();
        clientHello = new ClientHello(random, suites, offer(transportParameters)).encode();
        return clientHello.clone();
    }

    private Extensions offer(byte[] transportParameters) {
        Extensions extensions = Extensions.none();
        serverName.ifPresent(name -> extensions.with(Extensions.SERVER_NAME, ServerName.write(name)));
        return extensions
                .with(Extensions.SUPPORTED_VERSIONS, new WireWriter().uint8(2).uint16(ClientHello.TLS_1_3))
                .with(Extensions.SUPPORTED_GROUPS, KeyShares.groups())
                .with(Extensions.SIGNATURE_ALGORITHMS, SignatureScheme.offer())
                .with(Extensions.KEY_SHARE, KeyShares.offer(keyShare))
                .with(Extensions.CLIENT_CERTIFICATE_TYPE, RawPublicKey.offer())
                .with(Extensions.SERVER_CERTIFICATE_TYPE, RawPublicKey.offer())
                .with(Extensions.APPLICATION_PROTOCOLS, Protocols.write(protocols))
                .with(Extensions.QUIC_TRANSPORT_PARAMETERS, new WireWriter().bytes(transportParameters));
    }

    /**
     * Takes the next message.
     *
     * @param level   which keys protected it
     * @param message the whole message with its header
     * @throws HandshakeException if it is refused; the peer is to be told the problem's alert
     */
    public List<HandshakeOutput> receive(HandshakeLevel level, byte[] message) throws HandshakeException {
        return switch (accept(level, MessageType.of(message))) {
            case SERVER_HELLO -> serverHello(message);
            case ENCRYPTED_EXTENSIONS -> encryptedExtensions(message);
            case CERTIFICATE_REQUEST -> certificateRequest(message);
            case CERTIFICATE -> certificate(message);
            case CERTIFICATE_VERIFY -> certificateVerify(message);
            case FINISHED -> finished(message);
            // Sessions are not resumed, so tickets are worth nothing.
            case NEW_SESSION_TICKET -> List.of();
            case CLIENT_HELLO -> throw new HandshakeException(HandshakeProblem.UNEXPECTED_MESSAGE, "ClientHello");
        };
    }

    private MessageType accept(HandshakeLevel level, MessageType type) throws HandshakeException {
        boolean expected = switch (expecting) {
            case START -> false;
            case SERVER_HELLO -> level == HandshakeLevel.INITIAL && type == MessageType.SERVER_HELLO;
            case ENCRYPTED_EXTENSIONS -> level == HandshakeLevel.HANDSHAKE && type == MessageType.ENCRYPTED_EXTENSIONS;
            case CERTIFICATE_REQUEST -> level == HandshakeLevel.HANDSHAKE && type == MessageType.CERTIFICATE_REQUEST;
            case CERTIFICATE -> level == HandshakeLevel.HANDSHAKE && type == MessageType.CERTIFICATE;
            case CERTIFICATE_VERIFY -> level == HandshakeLevel.HANDSHAKE && type == MessageType.CERTIFICATE_VERIFY;
            case FINISHED -> level == HandshakeLevel.HANDSHAKE && type == MessageType.FINISHED;
            case NOTHING_MORE -> level == HandshakeLevel.APPLICATION && type == MessageType.NEW_SESSION_TICKET;
        };
        if (!expected) {
            throw new HandshakeException(HandshakeProblem.UNEXPECTED_MESSAGE,
                    type + " at " + level + " while expecting " + expecting);
        }
        return type;
    }

    private List<HandshakeOutput> serverHello(byte[] message) throws HandshakeException {
        ServerHello hello = ServerHello.decode(message);
        byte[] shared = KeyShares.agree(keyShare, KeyShares.readAnswer(hello.extensions()));
        keys = new KeySchedule(hello.suite().hash());
        keys.record(clientHello);
        keys.record(message);
        expecting = Expecting.ENCRYPTED_EXTENSIONS;
        return List.of(new HandshakeOutput.HandshakeKeys(hello.suite(), keys.handshake(shared)));
    }

    private List<HandshakeOutput> encryptedExtensions(byte[] message) throws HandshakeException {
        WireReader body = MessageType.body(message);
        Extensions answers = Extensions.read(body);
        body.end();
        requireRequested(answers);
        RawPublicKey.requireAnswered(answers);
        String protocol = chosenProtocol(answers);
        byte[] parameters = answers.require(Extensions.QUIC_TRANSPORT_PARAMETERS, HandshakeProblem.MISSING_EXTENSION)
                .rest();
        keys.record(message);
        expecting = Expecting.CERTIFICATE_REQUEST;
        return List.of(new HandshakeOutput.PeerParameters(parameters, protocol));
    }

    private void requireRequested(Extensions answers) throws HandshakeException {
        Set<Integer> surplus = new TreeSet<>(answers.types());
        ANSWERABLE.forEach(surplus::remove);
        serverName.ifPresent(sent -> surplus.remove(Extensions.SERVER_NAME));
        if (!surplus.isEmpty()) {
            throw new HandshakeException(HandshakeProblem.UNREQUESTED_EXTENSION, surplus.toString());
        }
    }

    private String chosenProtocol(Extensions answers) throws HandshakeException {
        WireReader answer = answers.require(Extensions.APPLICATION_PROTOCOLS, HandshakeProblem.NO_PROTOCOL_OFFERED);
        List<byte[]> named = Protocols.read(answer);
        if (named.size() != 1) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, named.size() + " application protocols");
        }
        return Protocols.choose(protocols, named);
    }

    private List<HandshakeOutput> certificateRequest(byte[] message) throws HandshakeException {
        CertificateRequest.check(message);
        keys.record(message);
        expecting = Expecting.CERTIFICATE;
        return List.of();
    }

    private List<HandshakeOutput> certificate(byte[] message) throws HandshakeException {
        EndpointId server = Certificate.decode(message, HandshakeProblem.NO_SERVER_KEY);
        if (!server.equals(expected)) {
            throw new HandshakeException(HandshakeProblem.WRONG_SERVER_ID,
                    server.toShortString() + " instead of " + expected.toShortString());
        }
        keys.record(message);
        expecting = Expecting.CERTIFICATE_VERIFY;
        return List.of();
    }

    private List<HandshakeOutput> certificateVerify(byte[] message) throws HandshakeException {
        CertificateVerify.SERVER.check(message, expected, keys.transcriptHash());
        keys.record(message);
        expecting = Expecting.FINISHED;
        return List.of();
    }

    private List<HandshakeOutput> finished(byte[] message) throws HandshakeException {
        Finished.check(message, keys.serverVerifyData());
        keys.record(message);
        TrafficSecrets application = keys.application();
        List<HandshakeOutput> outputs = new ArrayList<>();
        outputs.add(send(Certificate.encode(own.id())));
        outputs.add(send(CertificateVerify.CLIENT.encode(own, keys.transcriptHash())));
        outputs.add(send(Finished.encode(keys.clientVerifyData())));
        outputs.add(new HandshakeOutput.Established(expected, application));
        expecting = Expecting.NOTHING_MORE;
        return outputs;
    }

    private HandshakeOutput send(byte[] message) {
        keys.record(message);
        return new HandshakeOutput.Send(HandshakeLevel.HANDSHAKE, message);
    }
}
