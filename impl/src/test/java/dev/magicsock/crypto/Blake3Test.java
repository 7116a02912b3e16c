package dev.magicsock.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Blake3Test {

    /**
     * The {@code derive_key} column of BLAKE3's published test vectors, first 32 bytes (the lengths 16 and 5000 are not
     * in that list; they were computed with the reference implementation). The input is the bytes 0, 1, ... 250, 0, ...
     */
    @ParameterizedTest
    @CsvSource({
        "0,    2cc39783c223154fea8dfb7c1b1660f2ac2dcbd1c1de8277b0b0dd39b7e50d7d",
        "1,    b3e2e340a117a499c6cf2398a19ee0d29cca2bb7404c73063382693bf66cb06c",
        "16,   2e1ad92496a1b229d732e18e74f5474bdfb92dc90736ed19bb9960fc27d962ca",
        "63,   b6451e30b953c206e34644c6803724e9d2725e0893039cfc49584f991f451af3",
        "64,   a5c4a7053fa86b64746d4bb688d06ad1f02a18fce9afd3e818fefaa7126bf73e",
        "65,   51fd05c3c1cfbc8ed67d139ad76f5cf8236cd2acd26627a30c104dfd9d3ff8a8",
        "1023, 74a16c1c3d44368a86e1ca6df64be6a2f64cce8f09220787450722d85725dea5",
        "1024, 7356cd7720d5b66b6d0697eb3177d9f8d73a4a5c5e968896eb6a689684302706",
        "1025, effaa245f065fbf82ac186839a249707c3bddf6d3fdda22d1b95a3c970379bcb",
        "2049, 2ea477c5515cc3dd606512ee72bb3e0e758cfae7232826f35fb98ca1bcbdf273",
        "5000, 0a1cafd7b26d6de6b85fd0aa7e6c8c12da6bcc602bbd8907896e91bba35952ec"
    })
    void derivesThePublishedKeys(int length, String expected) {
        byte[] input = new byte[length];
        for (int i = 0; i < length; i++) {
            input[i] = (byte) (i % 251);
        }
        assertEquals(expected, derive("BLAKE3 2019-12-27 16:29:52 test vectors context", input));
    }

    @Test
    void derivesWhatTheRelayHandshakeSigns() {
        String context = "iroh-relay handshake v1 challenge signature";
        assertEquals("b7b16e505d2cb5dbaf494800092c3b05a6c45d8d3fd4f1b888c6a77240b876c0",
                derive(context, HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f")));
        assertEquals("8105e7bd9963194e6d6d80225a3f1b071da3b6e65edcd12531e16233f33de9d6", derive(context, new byte[16]));
    }

    private static String derive(String context, byte[] input) {
        return HexFormat.of().formatHex(Blake3.deriveKey(context, input));
    }
}
