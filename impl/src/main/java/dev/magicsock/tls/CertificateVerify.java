package dev.magicsock.tls;

import dev.magicsock.crypto.StrictEd25519;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Proof that a side holds its secret key: a signature over the transcript so far (RFC 8446 section 4.4.3). */
enum CertificateVerify {

    /** Sent by the client. */
    CLIENT("TLS 1.3, client CertificateVerify"),
    /** Sent by the server. */
    SERVER("TLS 1.3, server CertificateVerify");

    private static final int PADDING_BYTES = 64;

    private final byte[] context;

    CertificateVerify(String context) {
        this.context = context.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] encode(SecretKey key, byte[] transcriptHash) {
        return MessageType.CERTIFICATE_VERIFY.encode(new WireWriter()
                .uint16(SignatureScheme.ED25519)
                .vector16(key.sign(signed(transcriptHash))));
    }

    void check(byte[] message, EndpointId signer, byte[] transcriptHash) throws HandshakeException {
        WireReader body = MessageType.body(message);
        int scheme = body.uint16();
        byte[] signature = body.vector16().rest();
        body.end();
        if (scheme != SignatureScheme.ED25519) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "a signature scheme not offered");
        }
        if (!StrictEd25519.verify(signer, signed(transcriptHash), signature)) {
            throw new HandshakeException(HandshakeProblem.BAD_SIGNATURE);
        }
    }

    private byte[] signed(byte[] transcriptHash) {
        byte[] padding = new byte[PADDING_BYTES];
        Arrays.fill(padding, (byte) ' ');
        return new WireWriter().bytes(padding).bytes(context).uint8(0).bytes(transcriptHash).toBytes();
    }
}
