package dev.magicsock.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EndpointAttributesTest {

    private static final EndpointId ID = SecretKey.of(new byte[32]).id();

    @Test
    void everyKeyIsReadAndRelaysAndAddressesMayRepeat() {
        assertEquals(parsed(new EndpointInfo(new EndpointAddr(ID,
                        List.of(RelayUrl.parse("https://a.example"), RelayUrl.parse("http://b.example:3340")),
                        List.of(SocketAddresses.parse("192.0.2.1:1"), SocketAddresses.parse("[2001:db8::1]:2"))),
                        Optional.of("free text"))),
                decode("relay=https://a.example", "addr=192.0.2.1:1", "user-data=free text",
                        "relay=http://b.example:3340", "addr=[2001:db8::1]:2", "addr=192.0.2.1:1"));
    }

    @Test
    void aFurtherEqualsSignCutsTheValue() {
        assertEquals(parsed(new EndpointInfo(EndpointAddr.of(ID), Optional.of("a"))), decode("user-data=a=b"));
    }

    @Test
    void anUnknownKeyMakesTheWholeSetUnreadable() {
        RecordResult<EndpointInfo> rejected = new RecordResult.Rejected<>(RecordRejection.UNKNOWN_ATTRIBUTE);

        assertEquals(rejected, decode("relay=https://a.example", "colour=red"));
        assertEquals(rejected, decode("relay"));
        assertEquals(rejected, decode(""));
        assertEquals(rejected, decode("Relay=https://a.example"));
    }

    @Test
    void valuesThatCannotBeReadAreSkipped() {
        assertEquals(parsed(EndpointInfo.of(EndpointAddr.of(ID))),
                decode("relay=ftp://a.example", "relay=", "addr=name:1", "addr=192.0.2.1:0", "addr=0a_ff",
                        "user-data=" + "x".repeat(246)));
    }

    @Test
    void thereIsABoundOnHowMuchIsKept() {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i < 200; i++) {
            texts.add("addr=192.0.2.1:" + i);
            texts.add("relay=https://relay" + i + ".example");
        }
        if (EndpointAttributes.decode(ID, texts) instanceof RecordResult.Parsed<EndpointInfo>(EndpointInfo info)) {
            assertEquals(EndpointAddr.MAX_DIRECT_ADDRESSES, info.address().directAddresses().size());
            assertEquals(EndpointAddr.MAX_RELAY_URLS, info.address().relayUrls().size());
        } else {
            throw new AssertionError("rejected");
        }
    }

    @Test
    void userDataHasAtMost245Bytes() {
        EndpointAddr addr = EndpointAddr.of(ID);
        assertNotNull(new EndpointInfo(addr, Optional.of("x".repeat(245))));
        assertThrows(IllegalArgumentException.class, () -> new EndpointInfo(addr, Optional.of("ü".repeat(123))));
    }

    @Test
    void whatIsPublishedHidesQueriesAndUnlessWantedAddresses() {
        EndpointAddr addr = new EndpointAddr(ID, List.of(RelayUrl.parse("https://a.example/?token=secret")),
                List.of(SocketAddresses.parse("192.0.2.1:1")));
        List<RelayUrl> shown = List.of(RelayUrl.parse("https://a.example"));

        assertEquals(new EndpointAddr(ID, shown, List.of()), PublishedAddresses.RELAYS_ONLY.of(addr));
        assertEquals(new EndpointAddr(ID, shown, addr.directAddresses()),
                PublishedAddresses.RELAYS_AND_DIRECT.of(addr));
    }

    @Property(tries = 300)
    void noTextsBreakTheReader(@ForAll List<String> texts) {
        assertNotNull(EndpointAttributes.decode(ID, texts));
    }

    @Property(tries = 300)
    void noValueBreaksTheReader(@ForAll String value) {
        assertNotNull(decode("relay=" + value, "addr=" + value, "user-data=" + value));
    }

    private static RecordResult<EndpointInfo> decode(String... texts) {
        return EndpointAttributes.decode(ID, List.of(texts));
    }

    private static RecordResult<EndpointInfo> parsed(EndpointInfo info) {
        return new RecordResult.Parsed<>(info);
    }
}
