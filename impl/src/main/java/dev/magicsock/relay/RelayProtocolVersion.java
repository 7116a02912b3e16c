package dev.magicsock.relay;

import java.util.Optional;

/** The versions of the relay protocol, negotiated as WebSocket subprotocols (relay protocol sections 3 and 8). */
public enum RelayProtocolVersion {
    /** The only version until 2026; problems are told as {@link RelayFrame.Health} texts. */
    V1("iroh-relay-v1"),
    /** Problems are told as {@link RelayFrame.Status} codes. */
    V2("iroh-relay-v2");

    /** What a client offers in {@code Sec-WebSocket-Protocol}: every version, newest first. */
    public static final String OFFER = V2.subprotocol + ", " + V1.subprotocol;

    private final String subprotocol;

    RelayProtocolVersion(String subprotocol) {
        this.subprotocol = subprotocol;
    }

    /** The WebSocket subprotocol that stands for this version. */
    public String subprotocol() {
        return subprotocol;
    }

    /** The version with exactly this subprotocol name; empty for any other name. */
    public static Optional<RelayProtocolVersion> ofSubprotocol(String name) {
        for (RelayProtocolVersion version : values()) {
            if (version.subprotocol.equals(name)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /**
     * The highest known version in an offer, whatever the order of the offer; unknown entries are skipped.
     *
     * @param offer the value of one {@code Sec-WebSocket-Protocol} header line, comma separated
     * @return empty when no entry is known
     */
    public static Optional<RelayProtocolVersion> choose(String offer) {
        Optional<RelayProtocolVersion> best = Optional.empty();
        for (String entry : offer.split(",")) {
            Optional<RelayProtocolVersion> offered = ofSubprotocol(entry.strip());
            if (offered.isPresent() && (best.isEmpty() || offered.get().compareTo(best.get()) > 0)) {
                best = offered;
            }
        }
        return best;
    }
}
