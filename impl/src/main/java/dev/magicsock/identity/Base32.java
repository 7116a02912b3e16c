package dev.magicsock.identity;

import java.util.Arrays;

/**
 * Base32 without padding, for the 32 bytes of an id, in the three alphabets that iroh uses.
 *
 * <p>Only the canonical text is accepted: 52 characters in either case, the 4 bits after
 * the last byte zero.
 */
enum Base32 {

    /** RFC 4648 section 6. */
    RFC4648("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    /** RFC 4648 section 7 ("extended hex"), in lowercase. */
    RFC4648_HEX("0123456789abcdefghijklmnopqrstuv"),
    /** z-base-32, whose order makes the easier characters occur more often. */
    Z_BASE_32("ybndrfg8ejkmcpqxot1uwisza345h769");

    private static final int LENGTH = 52;
    private static final int BITS_PER_CHARACTER = 5;
    private static final int ASCII = 128;

    private final char[] alphabet;
    private final byte[] values = new byte[ASCII];

    Base32(String alphabet) {
        this.alphabet = alphabet.toCharArray();
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < this.alphabet.length; i++) {
            values[this.alphabet[i]] = (byte) i;
            values[swapCase(this.alphabet[i])] = (byte) i;
        }
    }

    /** Case of ASCII alone: {@link String#toUpperCase} would let letters of other scripts pass for Latin ones. */
    private static char swapCase(char character) {
        boolean letter = character >= 'A' && character <= 'Z' || character >= 'a' && character <= 'z';
        return letter ? (char) (character ^ 0x20) : character;
    }

    String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(LENGTH);
        int pending = 0;
        int pendingBits = 0;
        for (byte next : bytes) {
            pending = pending << Byte.SIZE | next & 0xFF;
            pendingBits += Byte.SIZE;
            while (pendingBits >= BITS_PER_CHARACTER) {
                pendingBits -= BITS_PER_CHARACTER;
                text.append(alphabet[pending >>> pendingBits & 0x1F]);
            }
        }
        return text.append(alphabet[pending << BITS_PER_CHARACTER - pendingBits & 0x1F]).toString();
    }

    byte[] decode(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("an endpoint id has 64 characters of hex or " + LENGTH
                    + " of base32, not " + text.length());
        }
        byte[] bytes = new byte[EndpointId.BYTES];
        int pending = 0;
        int pendingBits = 0;
        int written = 0;
        for (int i = 0; i < LENGTH; i++) {
            pending = pending << BITS_PER_CHARACTER | valueOf(text, i);
            pendingBits += BITS_PER_CHARACTER;
            if (pendingBits >= Byte.SIZE) {
                pendingBits -= Byte.SIZE;
                bytes[written++] = (byte) (pending >>> pendingBits);
            }
        }
        if ((pending & (1 << pendingBits) - 1) != 0) {
            throw new IllegalArgumentException("'" + text + "' has bits after the last byte of an endpoint id");
        }
        return bytes;
    }

    private int valueOf(String text, int index) {
        char character = text.charAt(index);
        int value = character < ASCII ? values[character] : -1;
        if (value < 0) {
            throw new IllegalArgumentException("'" + text + "' has a character at offset " + index
                    + " that base32 does not know");
        }
        return value;
    }
}
