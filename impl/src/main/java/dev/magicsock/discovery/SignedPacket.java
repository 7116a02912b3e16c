package dev.magicsock.discovery;

import dev.magicsock.crypto.StrictEd25519;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Information about an endpoint, signed by itself: a pkarr packet (section 8). Immutable.
 *
 * <pre>
 * +------------+---------------+--------------------------+----------------------------+
 * | public key | signature     | microseconds since 1970  | DNS reply with TXT records |
 * | 32 bytes   | 64 bytes      | 8 bytes, big-endian      | at most 1000 bytes         |
 * +------------+---------------+--------------------------+----------------------------+
 * </pre>
 *
 * The body, which is what travels over HTTP, is everything behind the key. What is signed is the timestamp and the DNS
 * message in the form of BEP 44: {@code 3:seqi<timestamp>e1:v<length>:<message>}.
 */
public final class SignedPacket {

    /** Most bytes of the DNS message. */
    public static final int MAX_MESSAGE_BYTES = 1000;

    private static final int PREFIX_BYTES = SecretKey.SIGNATURE_BYTES + Long.BYTES;

    /** Most bytes of the body. */
    public static final int MAX_BODY_BYTES = PREFIX_BYTES + MAX_MESSAGE_BYTES;

    private final EndpointId signer;
    private final byte[] signature;
    private final long timestamp;
    private final byte[] message;

    private SignedPacket(EndpointId signer, byte[] signature, long timestamp, byte[] message) {
        this.signer = signer;
        this.signature = signature;
        this.timestamp = timestamp;
        this.message = message;
    }

    /**
     * Signs information. Addresses that do not fit into 1000 bytes are left out, direct ones first.
     *
     * @param timestamp microseconds since 1970, larger than in any packet of this key before
     * @throws IllegalArgumentException if the information is about another endpoint, or the timestamp is negative
     */
    public static SignedPacket sign(SecretKey key, EndpointInfo info, long timestamp) {
        if (!info.id().equals(key.id()) || timestamp < 0) {
            throw new IllegalArgumentException("a packet of " + key.id() + " about " + info.id() + " at " + timestamp);
        }
        byte[] message =
                TxtMessage.encode(nameOf(key.id()), EndpointAttributes.encode(info), MAX_MESSAGE_BYTES);
        return new SignedPacket(key.id(), key.sign(signedBytes(timestamp, message)), timestamp, message);
    }

    /** Reads a body and checks that this endpoint has signed it. */
    public static RecordResult<SignedPacket> parse(EndpointId signer, byte[] body) {
        if (body.length < PREFIX_BYTES) {
            return new RecordResult.Rejected<>(RecordRejection.TRUNCATED);
        }
        if (body.length > MAX_BODY_BYTES) {
            return new RecordResult.Rejected<>(RecordRejection.TOO_LARGE);
        }
        byte[] signature = Arrays.copyOf(body, SecretKey.SIGNATURE_BYTES);
        long timestamp = ByteBuffer.wrap(body).getLong(SecretKey.SIGNATURE_BYTES);
        byte[] message = Arrays.copyOfRange(body, PREFIX_BYTES, body.length);
        if (timestamp < 0) {
            return new RecordResult.Rejected<>(RecordRejection.TIMESTAMP_OUT_OF_RANGE);
        }
        return StrictEd25519.verify(signer, signedBytes(timestamp, message), signature)
                ? new RecordResult.Parsed<>(new SignedPacket(signer, signature, timestamp, message))
                : new RecordResult.Rejected<>(RecordRejection.WRONG_SIGNATURE);
    }

    /** The bytes that a signature is about. */
    static byte[] signedBytes(long timestamp, byte[] message) {
        byte[] head = ("3:seqi" + timestamp + "e1:v" + message.length + ":").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + message.length).put(head).put(message).array();
    }

    private static String nameOf(EndpointId id) {
        return "_iroh." + id.toZBase32();
    }

    /** Who signed it. */
    public EndpointId signer() {
        return signer;
    }

    /** Microseconds since 1970, by the signer's clock. */
    public long timestamp() {
        return timestamp;
    }

    /** What travels over HTTP; a fresh array. */
    public byte[] body() {
        return ByteBuffer.allocate(PREFIX_BYTES + message.length)
                .put(signature).putLong(timestamp).put(message)
                .array();
    }

    /** What it says about its signer. */
    public RecordResult<EndpointInfo> info() {
        return switch (TxtMessage.decode(message, nameOf(signer))) {
            case RecordResult.Parsed<List<String>>(List<String> texts) -> EndpointAttributes.decode(signer, texts);
            case RecordResult.Rejected<List<String>>(RecordRejection reason) -> new RecordResult.Rejected<>(reason);
        };
    }

    /** True if it replaces another packet of the same signer: a later one does; of one time, the larger message. */
    public boolean replaces(SignedPacket other) {
        int byTime = Long.compare(timestamp, other.timestamp);
        return byTime != 0 ? byTime > 0 : Arrays.compareUnsigned(message, other.message) > 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedPacket that && signer.equals(that.signer) && timestamp == that.timestamp
                && Arrays.equals(signature, that.signature) && Arrays.equals(message, that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(signer, timestamp, Arrays.hashCode(message));
    }

    @Override
    public String toString() {
        return "SignedPacket(of " + signer.toShortString() + ", " + timestamp + " us, " + message.length + " bytes)";
    }
}
