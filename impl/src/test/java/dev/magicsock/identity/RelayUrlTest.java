package dev.magicsock.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://a.relay.iroh.link.,         https://a.relay.iroh.link./,         wss://a.relay.iroh.link./relay",
        "http://eu.relay.test,               http://eu.relay.test/,               ws://eu.relay.test/relay",
        "HTTP://EU.Relay.Test:80/derp,       http://eu.relay.test/,               ws://eu.relay.test/relay",
        "https://relay.example:443/,         https://relay.example/,              wss://relay.example/relay",
        "https://relay.example:80/,          https://relay.example:80/,           wss://relay.example:80/relay",
        "http://127.0.0.1:3340,              http://127.0.0.1:3340/,              ws://127.0.0.1:3340/relay",
        "http://[0:0::1]:3340/x?token=A,     http://[::1]:3340/?token=A,          ws://[::1]:3340/relay?token=A",
        "http://my_host:,                    http://my_host/,                     ws://my_host/relay"
    })
    void normalisesAndReplacesThePath(String text, String normal, String dialled) {
        RelayUrl url = RelayUrl.parse(text);
        assertEquals(normal, url.toString());
        assertEquals(dialled, url.webSocketUri().toString());
        assertEquals(url, RelayUrl.parse(normal));
    }

    @Test
    void knowsTheParts() {
        RelayUrl url = RelayUrl.parse("https://relay.example.:8443/?token=s3cret");
        assertTrue(url.isSecure());
        assertEquals("relay.example.", url.host());
        assertEquals(8443, url.port());
        assertEquals("relay.example.:8443", url.authority());
        assertEquals("/relay?token=s3cret", url.requestTarget());
        assertFalse(RelayUrl.parse("http://relay.example").isSecure());
        assertEquals(80, RelayUrl.parse("http://relay.example").port());
        assertEquals(443, RelayUrl.parse("https://relay.example").port());
    }

    @Test
    void canBeShownWithoutTheQuery() {
        RelayUrl url = RelayUrl.parse("http://relay.example:8080/?token=s3cret");
        assertEquals("http://relay.example:8080/", url.withoutQuery().toString());
        assertEquals(url.withoutQuery(), url.withoutQuery().withoutQuery());
    }

    @Test
    void theTrailingDotAndTheSchemeMakeADifference() {
        assertNotEquals(RelayUrl.parse("https://relay.example."), RelayUrl.parse("https://relay.example"));
        assertNotEquals(RelayUrl.parse("http://relay.example:443"), RelayUrl.parse("https://relay.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "relay.example", "//relay.example", "ftp://relay.example", "ws://relay.example", "https:relay.example",
        "https://", "https:///relay", "https://relay..example", "https://.example", "https://user@relay.example",
        "https://relay.example:0", "https://relay.example:65536", "https://relay.example:+1",
        "https://relay.example:1:2", "https://relay.example/#top", "https://rel ay.example",
        "https://rel\u00e4y.example", "https://[::1", "https://::1",
        "https://[1.2.3]/", "https://[fe80::1%25eth0]/", "https://a%2eexample"
    })
    void refusesWhatIsNoRelayUrl(String text) {
        assertThrows(IllegalArgumentException.class, () -> RelayUrl.parse(text));
    }

    @Test
    void refusesEndlessUrls() {
        String query = "q".repeat(RelayUrl.MAX_LENGTH - "http://a/?".length());
        assertEquals("/relay?" + query, RelayUrl.parse("http://a/?" + query).requestTarget());
        assertThrows(IllegalArgumentException.class, () -> RelayUrl.parse("http://a/?q" + query));
    }

    @Property(tries = 500)
    void noTextMakesTheParserFailOtherwise(@ForAll String text) {
        try {
            RelayUrl.parse("http://" + text);
        } catch (IllegalArgumentException refused) {
            assertFalse(refused.getMessage().isEmpty());
        }
    }
}
