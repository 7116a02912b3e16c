package dev.magicsock.tls;

import dev.magicsock.identity.EndpointId;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An Ed25519 public key as DER of a SubjectPublicKeyInfo (RFC 8410 section 4), the content of a raw public key's
 * Certificate (RFC 7250 section 3), and the extension that agrees on it.
 *
 * <pre>
 *   30 2a              SEQUENCE of 42 bytes
 *     30 05            SEQUENCE of 5 bytes
 *       06 03 2b 65 70 OBJECT IDENTIFIER 1.3.101.112, Ed25519
 *     03 21 00         BIT STRING of 33 bytes, no unused bits
 *       (32 bytes)     the key
 * </pre>
 */
final class RawPublicKey {

    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** The certificate type RawPublicKey (RFC 7250 section 6). */
    private static final int TYPE = 2;

    private RawPublicKey() {
    }

    static byte[] encode(EndpointId id) {
        return new WireWriter().bytes(PREFIX).bytes(id.toBytes()).toBytes();
    }

    static EndpointId decode(byte[] info) throws HandshakeException {
        boolean fits = info.length == PREFIX.length + EndpointId.BYTES
                && Arrays.equals(info, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
        if (!fits) {
            throw new HandshakeException(HandshakeProblem.NOT_AN_ED25519_KEY, info.length + " bytes");
        }
        return EndpointId.read(info, PREFIX.length).orElseThrow(() ->
                new HandshakeException(HandshakeProblem.NOT_AN_ED25519_KEY, "no point of the curve"));
    }

    /** What a client offers: this type alone. */
    static WireWriter offer() {
        return new WireWriter().uint8(1).uint8(TYPE);
    }

    /** What a server answers. */
    static WireWriter answer() {
        return new WireWriter().uint8(TYPE);
    }

    static void requireOffered(Extensions offered) throws HandshakeException {
        requireIn(offered, Extensions.CLIENT_CERTIFICATE_TYPE);
        requireIn(offered, Extensions.SERVER_CERTIFICATE_TYPE);
    }

    private static void requireIn(Extensions offered, int extension) throws HandshakeException {
        WireReader reader = offered.require(extension, HandshakeProblem.NO_RAW_KEYS);
        byte[] types = reader.vector8().rest();
        reader.end();
        for (byte type : types) {
            if (type == TYPE) {
                return;
            }
        }
        throw new HandshakeException(HandshakeProblem.NO_RAW_KEYS, "extension " + extension);
    }

    static void requireAnswered(Extensions answered) throws HandshakeException {
        for (int extension : new int[] {Extensions.CLIENT_CERTIFICATE_TYPE, Extensions.SERVER_CERTIFICATE_TYPE}) {
            WireReader reader = answered.require(extension, HandshakeProblem.NO_RAW_KEYS);
            if (reader.uint8() != TYPE) {
                throw new HandshakeException(HandshakeProblem.NO_RAW_KEYS, "extension " + extension);
            }
            reader.end();
        }
    }
}
