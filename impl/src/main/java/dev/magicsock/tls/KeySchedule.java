package dev.magicsock.tls;

import dev.magicsock.crypto.HashFunction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The transcript of a handshake and the secrets that follow from it (RFC 8446 sections 4.4.1 and 7.1), without PSK. */
final class KeySchedule {

    private static final String LABEL_PREFIX = "tls13 ";
    private static final byte[] NOTHING = new byte[0];

    private final HashFunction hash;
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    private byte[] handshakeSecret = NOTHING;
    private TrafficSecrets handshakeTraffic = new TrafficSecrets(NOTHING, NOTHING);

    KeySchedule(HashFunction hash) {
        this.hash = hash;
    }

    void record(byte[] message) {
        transcript.writeBytes(message);
    }

    /** The hash of all messages recorded so far. */
    byte[] transcriptHash() {
        return hash.hash(transcript.toByteArray());
    }

    /** With both hellos recorded. */
    TrafficSecrets handshake(byte[] sharedSecret) {
        byte[] zeros = new byte[hash.lengthBytes()];
        byte[] earlySecret = hash.hmac(zeros, zeros);
        handshakeSecret = hash.hmac(derived(earlySecret), sharedSecret);
        handshakeTraffic = traffic(handshakeSecret, "c hs traffic", "s hs traffic");
        return handshakeTraffic;
    }

    /** With everything up to the server's Finished recorded, and {@link #handshake} called before. */
    TrafficSecrets application() {
        byte[] mainSecret = hash.hmac(derived(handshakeSecret), new byte[hash.lengthBytes()]);
        return traffic(mainSecret, "c ap traffic", "s ap traffic");
    }

    /** The content of the client's Finished, given what is recorded. */
    byte[] clientVerifyData() {
        return verifyData(handshakeTraffic.client());
    }

    /** The content of the server's Finished, given what is recorded. */
    byte[] serverVerifyData() {
        return verifyData(handshakeTraffic.server());
    }

    private byte[] verifyData(byte[] baseKey) {
        return hash.hmac(expand(baseKey, "finished", NOTHING), transcriptHash());
    }

    private TrafficSecrets traffic(byte[] secret, String client, String server) {
        byte[] context = transcriptHash();
        return new TrafficSecrets(expand(secret, client, context), expand(secret, server, context));
    }

    private byte[] derived(byte[] secret) {
        return expand(secret, "derived", hash.hash(NOTHING));
    }

    /**
     * HKDF-Expand-Label to the length of the hash, which is one block of HKDF-Expand (RFC 5869 section 2.3):
     * HMAC(secret, label, 1).
     */
    private byte[] expand(byte[] secret, String label, byte[] context) {
        byte[] info = new WireWriter()
                .uint16(hash.lengthBytes())
                .vector8((LABEL_PREFIX + label).getBytes(StandardCharsets.US_ASCII))
                .vector8(context)
                .toBytes();
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return hash.hmac(secret, block);
    }
}
