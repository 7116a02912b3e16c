package dev.magicsock.tls;

import java.security.MessageDigest;

/** The last message of each side, which proves that both saw the same handshake (RFC 8446 section 4.4.4). */
final class Finished {

    private Finished() {
    }

    static byte[] encode(byte[] verifyData) {
        return MessageType.FINISHED.encode(new WireWriter().bytes(verifyData));
    }

    static void check(byte[] message, byte[] expectedVerifyData) throws HandshakeException {
        byte[] verifyData = MessageType.body(message).rest();
        if (!MessageDigest.isEqual(verifyData, expectedVerifyData)) {
            throw new HandshakeException(HandshakeProblem.BAD_FINISHED);
        }
    }
}
