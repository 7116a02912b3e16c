package dev.magicsock.tls;

/** The one signature scheme, {@code ed25519} (RFC 8446 section 4.2.3), and the extension that lists schemes. */
final class SignatureScheme {

    static final int ED25519 = 0x0807;

    private SignatureScheme() {
    }

    static WireWriter offer() {
        return new WireWriter().uint16(2).uint16(ED25519);
    }

    static void requireOffered(Extensions extensions) throws HandshakeException {
        WireReader reader = extensions.require(Extensions.SIGNATURE_ALGORITHMS, HandshakeProblem.MISSING_EXTENSION);
        WireReader schemes = reader.vector16();
        reader.end();
        boolean found = false;
        while (schemes.hasMore()) {
            found |= schemes.uint16() == ED25519;
        }
        if (!found) {
            throw new HandshakeException(HandshakeProblem.NO_ED25519);
        }
    }
}
