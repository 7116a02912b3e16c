package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayProtocolVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"iroh-relay-v2,iroh-relay-v1", "iroh-relay-v1,iroh-relay-v2",
        "baz, iroh-relay-v1, iroh-relay-v2, boo", "foo, iroh-relay-v2, bar"})
    void theHighestKnownVersionWinsInAnyOrder(String offer) {
        assertEquals(Optional.of(RelayProtocolVersion.V2), RelayProtocolVersion.choose(offer));
    }

    @Test
    void versionOneIsChosenWhenNothingElseIsKnown() {
        assertEquals(Optional.of(RelayProtocolVersion.V1), RelayProtocolVersion.choose("iroh-relay-v3, iroh-relay-v1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "iroh-relay", "IROH-RELAY-V2", "iroh-relay-v2x"})
    void noKnownVersionIsNoVersion(String offer) {
        assertEquals(Optional.empty(), RelayProtocolVersion.choose(offer));
    }

    @Test
    void theOfferNamesTheNewestFirst() {
        assertEquals("iroh-relay-v2, iroh-relay-v1", RelayProtocolVersion.OFFER);
    }
}
