package dev.magicsock.tls;

import dev.magicsock.crypto.X25519KeyShare;

/** The one group, {@code x25519}, and the extensions that carry its keys (RFC 8446 sections 4.2.7 and 4.2.8). */
final class KeyShares {

    private static final int X25519 = 0x001d;

    private KeyShares() {
    }

    static WireWriter groups() {
        return new WireWriter().uint16(2).uint16(X25519);
    }

    static WireWriter offer(X25519KeyShare own) {
        return new WireWriter().vector16(entry(own));
    }

    static WireWriter entry(X25519KeyShare own) {
        return new WireWriter().uint16(X25519).vector16(own.publicKey());
    }

    /** The client's X25519 key; a client that offers none, or only in another round trip, is refused. */
    static byte[] readOffer(Extensions extensions) throws HandshakeException {
        WireReader reader = extensions.require(Extensions.KEY_SHARE, HandshakeProblem.MISSING_EXTENSION);
        WireReader entries = reader.vector16();
        reader.end();
        while (entries.hasMore()) {
            int group = entries.uint16();
            byte[] key = entries.vector16().rest();
            if (group == X25519) {
                return checkLength(key);
            }
        }
        throw new HandshakeException(HandshakeProblem.NO_X25519);
    }

    static byte[] readAnswer(Extensions extensions) throws HandshakeException {
        WireReader reader = extensions.require(Extensions.KEY_SHARE, HandshakeProblem.MISSING_EXTENSION);
        if (reader.uint16() != X25519) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "a key share of a group not offered");
        }
        byte[] key = reader.vector16().rest();
        reader.end();
        return checkLength(key);
    }

    static byte[] agree(X25519KeyShare own, byte[] peer) throws HandshakeException {
        return own.agree(peer).orElseThrow(() -> new HandshakeException(HandshakeProblem.WEAK_KEY_SHARE));
    }

    private static byte[] checkLength(byte[] key) throws HandshakeException {
        if (key.length != X25519KeyShare.BYTES) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, key.length + " bytes of X25519 key");
        }
        return key;
    }
}
