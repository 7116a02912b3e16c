package dev.magicsock.scenarios.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuicConnectionsTest {

    private static final String FIRST = "a0a1a2a3a4a5a6a7";
    private static final String CLIENT = "c0c1c2c3c4c5c6c7";
    private static final String SERVER = "5051525354555657";

    private final QuicConnections connections = new QuicConnections();

    @Test
    void aHandshakeTeachesTheIdsByWhichLaterPacketsAreKnown() {
        QuicConnections.Connection begun = connections.findOrBegin(longHeader(FIRST, CLIENT), 1, 2).orElseThrow();

        assertEquals(Optional.of(begun), connections.find(longHeader(CLIENT, SERVER)));
        assertEquals(Optional.of(begun), connections.find(shortHeader(SERVER)));
        assertEquals(Optional.of(begun), connections.find(shortHeader(CLIENT)));
        assertEquals(Optional.of(begun), connections.findOrBegin(longHeader(FIRST, CLIENT), 1, 2), "a repetition");
        assertEquals(2, begun.peerOf(1));
        assertEquals(1, begun.peerOf(2));
    }

    @Test
    void connectionsAreNumberedAndKeptApart() {
        assertEquals(1, connections.findOrBegin(longHeader(FIRST, CLIENT), 1, 2).orElseThrow().number());
        assertEquals(2, connections.findOrBegin(longHeader("0102030405060708", SERVER), 1, 2).orElseThrow().number());
    }

    @Test
    void aShortHeaderBeginsNothing() {
        assertEquals(Optional.empty(), connections.findOrBegin(shortHeader(SERVER), 1, 2));
        assertEquals(Optional.empty(), connections.find(longHeader(FIRST, CLIENT)));
    }

    @Property(tries = 500)
    void whateverItIsItThrowsNothing(@ForAll @Size(max = 40) byte[] bytes) {
        connections.find(ByteBuffer.wrap(bytes));
        connections.findOrBegin(ByteBuffer.wrap(bytes), 1, 2);
    }

    private static ByteBuffer longHeader(String destination, String source) {
        return hex("c000000001" + "08" + destination + "08" + source + "00");
    }

    private static ByteBuffer shortHeader(String destination) {
        return hex("40" + destination + "aabbccdd");
    }

    private static ByteBuffer hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text));
    }
}
