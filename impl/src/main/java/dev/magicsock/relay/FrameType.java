package dev.magicsock.relay;

/**
 * The frame types of relay protocol sections 5.2 and 6. The ordinal is the number on the wire.
 *
 * <p>A type is written as a variable-length integer of RFC 9000 section 16. All of them fit one byte, which is how they
 * are sent; longer forms of the same number are accepted.
 */
public enum FrameType {
    SERVER_CHALLENGE(Phase.HANDSHAKE, Sender.SERVER, true, true),
    CLIENT_AUTH(Phase.HANDSHAKE, Sender.CLIENT, true, true),
    SERVER_CONFIRMS_AUTH(Phase.HANDSHAKE, Sender.SERVER, true, true),
    SERVER_DENIES_AUTH(Phase.HANDSHAKE, Sender.SERVER, true, true),
    CLIENT_TO_RELAY_DATAGRAM(Phase.RELAY, Sender.CLIENT, true, true),
    CLIENT_TO_RELAY_DATAGRAM_BATCH(Phase.RELAY, Sender.CLIENT, true, true),
    RELAY_TO_CLIENT_DATAGRAM(Phase.RELAY, Sender.SERVER, true, true),
    RELAY_TO_CLIENT_DATAGRAM_BATCH(Phase.RELAY, Sender.SERVER, true, true),
    ENDPOINT_GONE(Phase.RELAY, Sender.SERVER, true, true),
    PING(Phase.RELAY, Sender.BOTH, true, true),
    PONG(Phase.RELAY, Sender.BOTH, true, true),
    HEALTH(Phase.RELAY, Sender.SERVER, true, false),
    RESTARTING(Phase.RELAY, Sender.SERVER, true, true),
    STATUS(Phase.RELAY, Sender.SERVER, false, true);

    private static final FrameType[] BY_CODE = values();

    private final Phase phase;
    private final Sender sender;
    private final boolean inV1;
    private final boolean inV2;

    FrameType(Phase phase, Sender sender, boolean inV1, boolean inV2) {
        this.phase = phase;
        this.sender = sender;
        this.inV1 = inV1;
        this.inV2 = inV2;
    }

    enum Phase { HANDSHAKE, RELAY }

    enum Sender { CLIENT, SERVER, BOTH }

    /** The number on the wire, in [0, 13]. */
    public byte code() {
        return (byte) ordinal();
    }

    Phase phase() {
        return phase;
    }

    boolean isSentBy(Sender role) {
        return sender == role || sender == Sender.BOTH;
    }

    boolean existsIn(RelayProtocolVersion version) {
        return switch (version) {
            case V1 -> inV1;
            case V2 -> inV2;
        };
    }

    /**
     * The type of a message, or null when it is cut off within its type or the type is not assigned: every datagram
     * comes through here, so there is no object around the answer.
     */
    public static FrameType orNull(byte[] message) {
        long number = QuicVarint.first(message);
        return number < 0 || number >= BY_CODE.length ? null : BY_CODE[(int) number];
    }

    /** Where the bytes after the type start, in a message that has an assigned type. */
    static int bodyOffset(byte[] message) {
        return QuicVarint.firstLength(message);
    }
}
