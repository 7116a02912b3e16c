package dev.magicsock.netsim.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An IPv4 or IPv6 address.
 *
 * <p>Immutable and cheap to compare: two {@code long}s and a precomputed hash that depends on the address alone, so
 * that it is the same in every JVM. An IPv4 address and its IPv4-mapped IPv6 form are different values; the mapped form
 * never appears, because {@link #of(byte[])} and {@link #parse(String)} turn it into IPv4 as {@link InetAddress} does.
 */
public final class IpAddress implements Comparable<IpAddress> {

    private final long high;
    private final long low;
    private final boolean v4;
    private final int hash;

    private IpAddress(long high, long low, boolean v4) {
        this.high = high;
        this.low = low;
        this.v4 = v4;
        this.hash = mix(high * 31 + low * 0x9E3779B97F4A7C15L + (v4 ? 1 : 0));
    }

    /** The IPv4 address with these 32 bits, most significant byte first. */
    public static IpAddress v4(int bits) {
        return new IpAddress(0, bits & 0xFFFF_FFFFL, true);
    }

    /** The IPv6 address with these 128 bits. */
    public static IpAddress v6(long high, long low) {
        return new IpAddress(high, low, false);
    }

    /**
     * The address with these bytes.
     *
     * @param bytes 4 or 16 bytes in network order
     * @throws IllegalArgumentException for any other length
     */
    public static IpAddress of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return switch (bytes.length) {
            case Integer.BYTES -> v4(buffer.getInt());
            case 2 * Long.BYTES -> v6OrMapped(buffer.getLong(), buffer.getLong());
            default -> throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    private static IpAddress v6OrMapped(long high, long low) {
        boolean mapped = high == 0 && low >>> 32 == 0xFFFF;
        return mapped ? v4((int) low) : v6(high, low);
    }

    /** The same address as {@link InetAddress} has it; an IPv6 scope is dropped. */
    public static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    /**
     * Parses a literal such as {@code 192.0.2.1} or {@code 2001:db8::1}, without a zone.
     *
     * @throws IllegalArgumentException if the text is not a literal address; names are never looked up
     */
    public static IpAddress parse(String literal) {
        boolean plain = !literal.isEmpty()
                && literal.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
        if (!plain || literal.indexOf(':') < 0 && literal.chars().filter(c -> c == '.').count() != 3) {
            throw new IllegalArgumentException("'" + literal + "' is not an IPv4 or IPv6 address");
        }
        try {
            return of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + literal + "' is not an IPv4 or IPv6 address", e);
        }
    }

    public boolean isV4() {
        return v4;
    }

    public boolean isV6() {
        return !v4;
    }

    /** The upper 64 bits; 0 for IPv4. */
    public long high() {
        return high;
    }

    /** The lower 64 bits; for IPv4 the 32 address bits. */
    public long low() {
        return low;
    }

    /** True for {@code 0.0.0.0} and {@code ::}. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** True for {@code 127.0.0.0/8} and {@code ::1}. */
    public boolean isLoopback() {
        return v4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** True for {@code 224.0.0.0/4} and {@code ff00::/8}. */
    public boolean isMulticast() {
        return v4 ? low >>> 28 == 0xE : high >>> 56 == 0xFF;
    }

    /** True for {@code 169.254.0.0/16} and {@code fe80::/10}. */
    public boolean isLinkLocal() {
        return v4 ? low >>> 16 == 0xA9FE : high >>> 54 == 0x3FA;
    }

    /** This address, {@code steps} further on; wraps within the family. */
    public IpAddress plus(long steps) {
        if (v4) {
            return v4((int) (low + steps));
        }
        long sum = low + steps;
        return v6(high + carry(steps, sum), sum);
    }

    /** What a step that leads from the lower half to {@code sum} carries into the upper half. */
    private long carry(long steps, long sum) {
        if (steps >= 0) {
            return Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        }
        return Long.compareUnsigned(sum, low) > 0 ? -1 : 0;
    }

    /** 4 or 16 bytes in network order; a fresh array. */
    public byte[] toBytes() {
        return v4
                ? ByteBuffer.allocate(Integer.BYTES).putInt((int) low).array()
                : ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(toBytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + (v4 ? 4 : 16) + " bytes was refused", e);
        }
    }

    /** IPv4 before IPv6, then by value. */
    @Override
    public int compareTo(IpAddress other) {
        if (v4 != other.v4) {
            return v4 ? -1 : 1;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof IpAddress that && low == that.low && high == that.high && v4 == that.v4;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Dotted decimal, or the canonical text of RFC 5952. */
    @Override
    public String toString() {
        return v4
                ? (low >>> 24) + "." + (low >>> 16 & 0xFF) + "." + (low >>> 8 & 0xFF) + "." + (low & 0xFF)
                : Ipv6Text.format(high, low);
    }

    static int mix(long bits) {
        long mixed = (bits ^ bits >>> 32) * 0xD6E8FEB86659FD93L;
        return (int) (mixed ^ mixed >>> 32);
    }
}
