package dev.magicsock.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.identity.RelayUrl;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelayModeTest {

    private static final RelaySettings RELAY = RelaySettings.of(RelayUrl.parse("https://relay.test"));

    @Test
    void thePublicRelaysAreThoseOfIroh() {
        assertEquals(List.of("https://use1-1.relay.n0.iroh.link./", "https://usw1-1.relay.n0.iroh.link./",
                "https://euc1-1.relay.n0.iroh.link./", "https://aps1-1.relay.n0.iroh.link./"),
                new RelayMode.IrohPublic().relays().stream().map(relay -> relay.url().toString()).toList());
    }

    @Test
    void nothingIsUsedWhereRelaysAreDisabled() {
        assertEquals(List.of(), new RelayMode.Disabled().relays());
    }

    @Test
    void aRelayIsNamedOnce() {
        assertThrows(IllegalArgumentException.class,
                () -> new RelayMode.Custom(List.of(RELAY, RELAY.withToken("sesame"))));
    }

    @Test
    void moreRelaysThanAreMeasuredAreRefused() {
        List<RelayUrl> many = IntStream.rangeClosed(0, MagicSockConfig.MAX_RELAYS)
                .mapToObj(i -> RelayUrl.parse("https://r" + i + ".test")).toList();
        assertThrows(IllegalArgumentException.class, () -> EchoNodes.loopback(1).relays(many).bind());
    }

    @Test
    void aTokenIsNeverPrinted() {
        assertFalse(RELAY.withToken("sesame").toString().contains("sesame"));
    }
}
