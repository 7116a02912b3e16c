package dev.magicsock.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The 96 random bits that tie an answer to its question, in STUN (RFC 8489 section 5) and in probes alike.
 *
 * <p>Whoever does not see the question cannot guess them. Immutable; the hash depends on the bits alone.
 *
 * @param high the first 64 bits
 * @param low  the last 32 bits
 */
public record TransactionId(long high, int low) {

    /** Length on the wire. */
    public static final int BYTES = 12;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** A fresh id. Outside a simulation {@code random} must be a {@link java.security.SecureRandom}. */
    public static TransactionId generate(RandomGenerator random) {
        return new TransactionId(random.nextLong(), random.nextInt());
    }

    /** The id whose 12 bytes start at {@code offset}. */
    public static TransactionId read(byte[] source, int offset) {
        return new TransactionId((long) LONG.get(source, offset), (int) INT.get(source, offset + Long.BYTES));
    }

    /** Writes the 12 bytes. */
    public void write(byte[] target, int offset) {
        LONG.set(target, offset, high);
        INT.set(target, offset + Long.BYTES, low);
    }

    /** 24 characters of hex. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
