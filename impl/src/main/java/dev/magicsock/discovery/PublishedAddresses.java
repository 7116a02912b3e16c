package dev.magicsock.discovery;

import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import java.util.List;

/** Which of its addresses an endpoint publishes. The query of a relay URL, which may be a token, never is. */
public enum PublishedAddresses {

    /** Relays alone: where somebody is stays between those who connect. What iroh does by default (section 8). */
    RELAYS_ONLY,

    /** Relays and direct addresses. An endpoint without a relay cannot be found otherwise. */
    RELAYS_AND_DIRECT;

    /** What may be published of an address. */
    public EndpointAddr of(EndpointAddr address) {
        List<RelayUrl> relays = address.relayUrls().stream().map(RelayUrl::withoutQuery).toList();
        return new EndpointAddr(address.id(), relays, this == RELAYS_ONLY ? List.of() : address.directAddresses());
    }
}
