package dev.magicsock.probe;

import dev.magicsock.crypto.SealedBox;
import dev.magicsock.crypto.SharedSecret;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.EndpointIdCache;
import dev.magicsock.wire.Demultiplexer;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Turns messages into probes and back. Not thread-safe: it reuses its working memory.
 *
 * <pre>
 * | 54 53 f0 9f 92 ac | sender's EndpointId 32 | box: tag 16, ciphertext, nonce 24 |
 * </pre>
 *
 * <p>Opening takes two steps, because the secret depends on the sender: ask {@link #senderOf} who claims to have sent
 * the probe, find the secret shared with that identity, then {@link #open}. Only the second step proves anything, so
 * work for unknown senders is worth a limit between the two.
 */
public final class ProbeCodec {

    /** Everything around the message: magic, sender and the overhead of the box. */
    public static final int OVERHEAD_BYTES =
            Demultiplexer.PROBE_MAGIC_BYTES + EndpointId.BYTES + SealedBox.OVERHEAD_BYTES;

    private static final int SENDER = Demultiplexer.PROBE_MAGIC_BYTES;
    private static final int BOX = SENDER + EndpointId.BYTES;
    private static final int MIN_BYTES = OVERHEAD_BYTES + ProbePlaintext.HEADER_BYTES;

    private final EndpointId self;
    private final SealedBox box = new SealedBox();

    /** A codec for the probes that {@code self} sends and receives. */
    public ProbeCodec(EndpointId self) {
        this.self = Objects.requireNonNull(self, "self");
    }

    /** The probe that carries {@code message} to the remote with this secret, as short as it can be. */
    public byte[] seal(ProbeMessage message, SharedSecret secret, RandomGenerator nonces) {
        return seal(message, ProbePlaintext.length(message), secret, nonces);
    }

    /**
     * A Ping in a probe of exactly {@code probeBytes}, to find out whether a path carries datagrams of that size. The
     * padding is zeros inside the box, and is sealed with it.
     *
     * @throws IllegalArgumentException if a Ping does not fit into so few bytes
     */
    public byte[] sealPadded(ProbeMessage.Ping ping, int probeBytes, SharedSecret secret, RandomGenerator nonces) {
        int plaintextBytes = probeBytes - OVERHEAD_BYTES;
        if (plaintextBytes < ProbePlaintext.length(ping)) {
            throw new IllegalArgumentException("a Ping needs more than " + probeBytes + " bytes");
        }
        return seal(ping, plaintextBytes, secret, nonces);
    }

    private byte[] seal(ProbeMessage message, int plaintextBytes, SharedSecret secret, RandomGenerator nonces) {
        byte[] probe = new byte[OVERHEAD_BYTES + plaintextBytes];
        Demultiplexer.writeProbeMagic(probe, 0);
        self.write(probe, SENDER);
        ProbePlaintext.write(message, probe, BOX + SealedBox.TAG_BYTES);
        box.seal(secret, probe, BOX, plaintextBytes, nonces);
        return probe;
    }

    /**
     * Who claims to have sent the probe that the remaining bytes are; empty if that is no identity, or if the bytes are
     * too few or not marked as a probe. Nothing is proven yet. The buffer stays as it is.
     *
     * @param seen senders seen lately, whose ids then cost no curve arithmetic
     */
    public static Optional<EndpointId> senderOf(ByteBuffer probe, EndpointIdCache seen) {
        if (refusedByHeader(probe).isPresent()) {
            return Optional.empty();
        }
        byte[] sender = new byte[EndpointId.BYTES];
        probe.get(probe.position() + SENDER, sender);
        return seen.read(sender, 0);
    }

    /**
     * Opens the probe that the remaining bytes are. The buffer stays as it is.
     *
     * @param sender who claims to have sent it, from {@link #senderOf}
     * @param secret the secret shared with {@code sender}
     */
    public ProbeParse open(ByteBuffer probe, EndpointId sender, SharedSecret secret) {
        Optional<ProbeRejection> refused = refusedByHeader(probe);
        if (refused.isPresent()) {
            return new ProbeParse.Rejected(refused.get());
        }
        byte[] bytes = new byte[probe.remaining()];
        probe.get(probe.position(), bytes);
        if (!sender.matches(bytes, SENDER)) {
            return new ProbeParse.Rejected(ProbeRejection.SENDER_MISMATCH);
        }
        byte[] plaintext = new byte[bytes.length - OVERHEAD_BYTES];
        return box.open(secret, bytes, BOX, bytes.length - BOX, plaintext)
                ? ProbePlaintext.parse(plaintext, sender)
                : new ProbeParse.Rejected(ProbeRejection.NOT_AUTHENTIC);
    }

    private static Optional<ProbeRejection> refusedByHeader(ByteBuffer probe) {
        if (probe.remaining() < MIN_BYTES) {
            return Optional.of(ProbeRejection.TOO_SHORT);
        }
        return Demultiplexer.startsWithProbeMagic(probe) ? Optional.empty() : Optional.of(ProbeRejection.WRONG_MAGIC);
    }
}
