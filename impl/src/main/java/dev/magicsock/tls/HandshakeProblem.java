package dev.magicsock.tls;

/** Why a handshake is refused, and the alert that tells the peer. */
public enum HandshakeProblem {

    /** The server presents another key than that of the id that was dialled; the alert is the one that iroh sends. */
    WRONG_SERVER_ID(Alert.UNKNOWN_CA, "the server is another endpoint than the one dialled"),
    /** The client does not say who it is (RFC 8446 section 4.4.2.4). */
    NO_CLIENT_KEY(Alert.CERTIFICATE_REQUIRED, "the client presents no key"),
    /** The server does not say who it is (RFC 8446 section 4.4.2.4). */
    NO_SERVER_KEY(Alert.DECODE_ERROR, "the server presents no key"),
    /** A Certificate with more than one entry, which raw public keys do not have (RFC 8446 section 4.4.2). */
    MORE_THAN_ONE_KEY(Alert.BAD_CERTIFICATE, "more than one key is presented"),
    /** The key is no SubjectPublicKeyInfo of an Ed25519 public key (RFC 8410 section 4). */
    NOT_AN_ED25519_KEY(Alert.UNSUPPORTED_CERTIFICATE, "the key presented is no Ed25519 public key"),
    /** The signature does not prove possession of the key (RFC 8446 section 4.4.3). */
    BAD_SIGNATURE(Alert.DECRYPT_ERROR, "the signature does not verify"),
    /** The Finished message does not fit the handshake (RFC 8446 section 4.4.4). */
    BAD_FINISHED(Alert.DECRYPT_ERROR, "the Finished message does not verify"),
    /** No application protocol is offered at all, or none comes back (RFC 9001 section 8.1). */
    NO_PROTOCOL_OFFERED(Alert.NO_APPLICATION_PROTOCOL, "no application protocol is named"),
    /** None of the offered application protocols is served here (RFC 7301 section 3.2). */
    NO_COMMON_PROTOCOL(Alert.NO_APPLICATION_PROTOCOL, "no application protocol in common"),
    /** The peer does not agree on raw public keys for both sides (RFC 7250 section 4). */
    NO_RAW_KEYS(Alert.HANDSHAKE_FAILURE, "the peer does not take raw public keys both ways"),
    /** No cipher suite in common. */
    NO_COMMON_CIPHER_SUITE(Alert.HANDSHAKE_FAILURE, "no cipher suite in common"),
    /** The peer offers no X25519 key share, or asks for another group. */
    NO_X25519(Alert.HANDSHAKE_FAILURE, "the peer does not offer an X25519 key share"),
    /** The peer does not accept Ed25519 signatures. */
    NO_ED25519(Alert.HANDSHAKE_FAILURE, "the peer does not accept Ed25519 signatures"),
    /** The peer does not speak TLS 1.3. */
    NOT_TLS_1_3(Alert.PROTOCOL_VERSION, "the peer does not speak TLS 1.3"),
    /** The key exchange yields zeros (RFC 8446 section 7.4.2). */
    WEAK_KEY_SHARE(Alert.ILLEGAL_PARAMETER, "the key share has small order"),
    /** A message that does not follow its own lengths (RFC 8446 section 6.2). */
    MALFORMED(Alert.DECODE_ERROR, "malformed message"),
    /** A message that well-formed handshakes do not contain at this point. */
    UNEXPECTED_MESSAGE(Alert.UNEXPECTED_MESSAGE, "unexpected message"),
    /** A field with a value that is not allowed there. */
    ILLEGAL_PARAMETER(Alert.ILLEGAL_PARAMETER, "illegal parameter"),
    /** An extension that has to be there is not. */
    MISSING_EXTENSION(Alert.MISSING_EXTENSION, "missing extension"),
    /** An answer to an extension that was not sent (RFC 8446 section 4.2). */
    UNREQUESTED_EXTENSION(Alert.UNSUPPORTED_EXTENSION, "unrequested extension");

    private final Alert alert;
    private final String sentence;

    HandshakeProblem(Alert alert, String sentence) {
        this.alert = alert;
        this.sentence = sentence;
    }

    /** What the peer is told. */
    public Alert alert() {
        return alert;
    }

    /** What is wrong, for people. */
    public String sentence() {
        return sentence;
    }
}
