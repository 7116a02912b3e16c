package dev.magicsock.tls;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** RFC 8446 section 4.1.3. */
record ServerHello(byte[] random, CipherSuite suite, Extensions extensions) {

    /** The random that makes a ServerHello a HelloRetryRequest: the SHA-256 of that word. */
    private static final byte[] HELLO_RETRY_REQUEST = HexFormat.of().parseHex(
            "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private static final List<Integer> ALLOWED = List.of(Extensions.SUPPORTED_VERSIONS, Extensions.KEY_SHARE);

    byte[] encode() {
        WireWriter body = new WireWriter().uint16(ClientHello.LEGACY_VERSION).bytes(random)
                .vector8(new byte[0])
                .uint16(suite.code())
                .uint8(0);
        extensions.write(body);
        return MessageType.SERVER_HELLO.encode(body);
    }

    static ServerHello decode(byte[] message) throws HandshakeException {
        WireReader body = MessageType.body(message);
        if (body.uint16() != ClientHello.LEGACY_VERSION) {
            throw new HandshakeException(HandshakeProblem.NOT_TLS_1_3, "legacy version");
        }
        byte[] random = body.bytes(ClientHello.RANDOM_BYTES);
        if (Arrays.equals(random, HELLO_RETRY_REQUEST)) {
            throw new HandshakeException(HandshakeProblem.NO_X25519, "the server asks for another group");
        }
        if (body.vector8().hasMore()) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "a session id that was not sent");
        }
        CipherSuite suite = CipherSuite.ofCode(body.uint16()).orElseThrow(() ->
                new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "a cipher suite not offered"));
        if (body.uint8() != 0) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "compression");
        }
        Extensions extensions = Extensions.read(body);
        body.end();
        check(extensions);
        return new ServerHello(random, suite, extensions);
    }

    private static void check(Extensions extensions) throws HandshakeException {
        for (int type : extensions.types()) {
            if (!ALLOWED.contains(type)) {
                throw new HandshakeException(HandshakeProblem.UNREQUESTED_EXTENSION, type + " in ServerHello");
            }
        }
        WireReader version = extensions.require(Extensions.SUPPORTED_VERSIONS, HandshakeProblem.NOT_TLS_1_3);
        if (version.uint16() != ClientHello.TLS_1_3) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "a TLS version not offered");
        }
        version.end();
    }
}
