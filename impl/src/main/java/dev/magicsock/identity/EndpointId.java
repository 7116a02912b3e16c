package dev.magicsock.identity;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The identity of an endpoint: its Ed25519 public key in compressed form (RFC 8032 section 5.1.2).
 *
 * <p>Every value decodes to a point of the curve by RFC 8032 section 5.1.3, so one key has one id. That includes the
 * few points of small order, 32 zero bytes among them: such an id can be written down, but verifies no signature and
 * agrees on no secret. Immutable and thread-safe; the hash depends on the bytes alone, the order is that of the bytes.
 */
public final class EndpointId implements Comparable<EndpointId> {

    /** Length of the compressed public key. */
    public static final int BYTES = 32;

    private static final int HEX_LENGTH = 2 * BYTES;
    private static final int SHORT_BYTES = 5;
    private static final String SERVER_NAME_SUFFIX = ".iroh.invalid";

    private final long a;
    private final long b;
    private final long c;
    private final long d;
    private final int hash;

    private EndpointId(byte[] source, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(source, offset, BYTES);
        this.a = buffer.getLong();
        this.b = buffer.getLong();
        this.c = buffer.getLong();
        this.d = buffer.getLong();
        this.hash = mix(a ^ Long.rotateLeft(b, 17) ^ Long.rotateLeft(c, 31) ^ Long.rotateLeft(d, 47));
    }

    /**
     * The id whose bytes start at {@code offset}; empty if they are no point of the curve. Costs a square root in the
     * field, so hot paths look known ids up with {@link #matches} first.
     *
     * @throws IndexOutOfBoundsException if fewer than 32 bytes are left
     */
    public static Optional<EndpointId> read(byte[] source, int offset) {
        return Edwards.isPoint(source, offset) ? Optional.of(new EndpointId(source, offset)) : Optional.empty();
    }

    /**
     * The id with these bytes.
     *
     * @throws IllegalArgumentException unless these are 32 bytes that decode to a point
     */
    public static EndpointId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an endpoint id has " + BYTES + " bytes, not " + bytes.length);
        }
        return read(bytes, 0).orElseThrow(() ->
                new IllegalArgumentException(HexFormat.of().formatHex(bytes) + " is no Ed25519 public key"));
    }

    /**
     * Reads the 64 characters of lowercase hex that {@link #toString} prints, or 52 characters of base32 in either
     * case (RFC 4648 section 6, without padding). The length decides.
     *
     * @throws IllegalArgumentException if the text is neither, or names no point
     */
    public static EndpointId parse(String text) {
        return of(text.length() == HEX_LENGTH ? parseHex(text) : Base32.RFC4648.decode(text));
    }

    private static byte[] parseHex(String text) {
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            throw new IllegalArgumentException("'" + text + "' is not lowercase hex");
        }
        return HexFormat.of().parseHex(text);
    }

    /**
     * Reads the z-base-32 form used in DNS names.
     *
     * @throws IllegalArgumentException if the text is not 52 characters of it, or names no point
     */
    public static EndpointId parseZBase32(String text) {
        return of(Base32.Z_BASE_32.decode(text));
    }

    /**
     * Reads a name made by {@link #toServerName}, in any case, as DNS names compare.
     *
     * @throws IllegalArgumentException if the name is of another form, or names no point
     */
    public static EndpointId parseServerName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(SERVER_NAME_SUFFIX)) {
            throw new IllegalArgumentException("'" + name + "' does not end in " + SERVER_NAME_SUFFIX);
        }
        return of(Base32.RFC4648_HEX.decode(lower.substring(0, lower.length() - SERVER_NAME_SUFFIX.length())));
    }

    /** True if these are the bytes at {@code offset}: the comparison of hot paths, without an allocation. */
    public boolean matches(byte[] source, int offset) {
        return source.length - offset >= BYTES
                && longAt(source, offset) == a
                && longAt(source, offset + 8) == b
                && longAt(source, offset + 16) == c
                && longAt(source, offset + 24) == d;
    }

    private static long longAt(byte[] source, int offset) {
        return (long) BigEndian.LONG.get(source, offset);
    }

    /** Writes the 32 bytes. */
    public void write(byte[] target, int offset) {
        BigEndian.LONG.set(target, offset, a);
        BigEndian.LONG.set(target, offset + 8, b);
        BigEndian.LONG.set(target, offset + 16, c);
        BigEndian.LONG.set(target, offset + 24, d);
    }

    /** The 32 bytes; a fresh array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        write(bytes, 0);
        return bytes;
    }

    /** 52 characters of z-base-32: the form in DNS names. */
    public String toZBase32() {
        return Base32.Z_BASE_32.encode(toBytes());
    }

    /** The TLS server name of iroh up to 1.0.3: base32hex in lowercase, then {@code .iroh.invalid}. */
    public String toServerName() {
        return Base32.RFC4648_HEX.encode(toBytes()) + SERVER_NAME_SUFFIX;
    }

    /** The first five bytes in hex: for logs, not for comparing. */
    public String toShortString() {
        return HexFormat.of().formatHex(toBytes(), 0, SHORT_BYTES);
    }

    @Override
    public int compareTo(EndpointId other) {
        int order = Long.compareUnsigned(a, other.a);
        order = order != 0 ? order : Long.compareUnsigned(b, other.b);
        order = order != 0 ? order : Long.compareUnsigned(c, other.c);
        return order != 0 ? order : Long.compareUnsigned(d, other.d);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof EndpointId that
                && a == that.a && b == that.b && c == that.c && d == that.d;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** 64 characters of lowercase hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }

    private static int mix(long bits) {
        long mixed = (bits ^ bits >>> 32) * 0xD6E8FEB86659FD93L;
        return (int) (mixed ^ mixed >>> 32);
    }
}
