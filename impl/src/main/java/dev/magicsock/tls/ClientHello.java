package dev.magicsock.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * RFC 8446 section 4.1.2.
 *
 * @param cipherSuites the codes, including those that are not known here
 */
record ClientHello(byte[] random, List<Integer> cipherSuites, Extensions extensions) {

    static final int RANDOM_BYTES = 32;
    static final int LEGACY_VERSION = 0x0303;
    static final int TLS_1_3 = 0x0304;

    /** The only list of compression methods: "null" alone. */
    private static final byte[] NO_COMPRESSION = {0};

    byte[] encode() {
        WireWriter suites = new WireWriter();
        cipherSuites.forEach(suites::uint16);
        WireWriter body = new WireWriter().uint16(LEGACY_VERSION).bytes(random)
                .vector8(new byte[0])
                .vector16(suites)
                .vector8(NO_COMPRESSION);
        extensions.write(body);
        return MessageType.CLIENT_HELLO.encode(body);
    }

    static ClientHello decode(byte[] message) throws HandshakeException {
        WireReader body = MessageType.body(message);
        if (body.uint16() != LEGACY_VERSION) {
            throw new HandshakeException(HandshakeProblem.NOT_TLS_1_3, "legacy version");
        }
        byte[] random = body.bytes(RANDOM_BYTES);
        if (body.vector8().hasMore()) {
            // RFC 9001 section 8.4: QUIC prohibits the compatibility mode.
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "a session id");
        }
        List<Integer> suites = readSuites(body.vector16());
        if (!Arrays.equals(body.vector8().rest(), NO_COMPRESSION)) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "compression");
        }
        Extensions extensions = Extensions.read(body);
        body.end();
        requireTls13(extensions);
        return new ClientHello(random, suites, extensions);
    }

    private static List<Integer> readSuites(WireReader list) throws HandshakeException {
        List<Integer> suites = new ArrayList<>();
        while (list.hasMore()) {
            suites.add(list.uint16());
        }
        return suites;
    }

    private static void requireTls13(Extensions extensions) throws HandshakeException {
        WireReader reader = extensions.require(Extensions.SUPPORTED_VERSIONS, HandshakeProblem.NOT_TLS_1_3);
        WireReader versions = reader.vector8();
        reader.end();
        boolean found = false;
        while (versions.hasMore()) {
            found |= versions.uint16() == TLS_1_3;
        }
        if (!found) {
            throw new HandshakeException(HandshakeProblem.NOT_TLS_1_3);
        }
    }
}
