package dev.magicsock.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Conversions between socket addresses, text and bytes. Nothing here resolves a name. Thread-safe: there is no state.
 *
 * <p>Canonical form: an IPv4-mapped IPv6 address is IPv4, as {@link InetAddress#getByAddress(byte[])} has it.
 */
public final class SocketAddresses {

    /** Length of an IP address in control messages: IPv6, or IPv4 as IPv4-mapped IPv6 (RFC 4291 section 2.5.5.2). */
    public static final int ADDRESS_BYTES = 16;

    /** IPv4 before IPv6, then by address bytes, then by port: an order that is the same on every machine. */
    public static final Comparator<InetSocketAddress> ORDER = SocketAddresses::compare;

    private static final int V4_BYTES = 4;
    private static final int V4_OFFSET = ADDRESS_BYTES - V4_BYTES;
    private static final int MAX_PORT = 0xFFFF;

    private SocketAddresses() {
    }

    /**
     * Reads {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}.
     *
     * @throws IllegalArgumentException if the text is anything else, a name or a zone included
     */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw notASocketAddress(text);
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        InetAddress address = parseAddress(bracketed ? host.substring(1, host.length() - 1) : host)
                .filter(parsed -> bracketed == host.contains(":"))
                .orElseThrow(() -> notASocketAddress(text));
        return new InetSocketAddress(address, parsePort(text, text.substring(colon + 1)));
    }

    private static int parsePort(String text, String port) {
        boolean digits = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Integer.parseInt(port) > MAX_PORT) {
            throw notASocketAddress(text);
        }
        return Integer.parseInt(port);
    }

    private static IllegalArgumentException notASocketAddress(String text) {
        return new IllegalArgumentException("'" + text + "' is not of the form 192.0.2.1:80 or [2001:db8::1]:80");
    }

    /** Reads a literal IPv4 (four decimal parts) or IPv6 address without a zone; empty for anything else. */
    public static Optional<InetAddress> parseAddress(String literal) {
        boolean plain = literal.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128 || c == '.' || c == ':');
        boolean v4Shape = literal.chars().filter(c -> c == '.').count() == 3;
        if (!plain || literal.indexOf(':') < 0 && !v4Shape) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The address as {@code 192.0.2.1:80} or, in the canonical text of RFC 5952, {@code [2001:db8::1]:80}.
     *
     * @throws IllegalArgumentException if the address is unresolved
     */
    public static String format(InetSocketAddress address) {
        InetAddress ip = requireResolved(address).getAddress();
        return ip instanceof Inet6Address ? "[" + format(ip) + "]:" + address.getPort()
                : format(ip) + ":" + address.getPort();
    }

    /** The address in dotted decimal or in the canonical text of RFC 5952, without a zone. */
    public static String format(InetAddress address) {
        return address instanceof Inet4Address ? address.getHostAddress() : Ipv6Text.format(address.getAddress());
    }

    /**
     * The address itself, for use in a check.
     *
     * @throws IllegalArgumentException if the address is unresolved
     */
    public static InetSocketAddress requireResolved(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("'" + address.getHostString() + "' is a name, not an address");
        }
        return address;
    }

    /** Writes the 16 bytes of an address, IPv4 as IPv4-mapped IPv6. */
    public static void writeMapped(InetAddress address, byte[] target, int offset) {
        byte[] bytes = address.getAddress();
        if (bytes.length == V4_BYTES) {
            Arrays.fill(target, offset, offset + V4_OFFSET - 2, (byte) 0);
            target[offset + V4_OFFSET - 2] = (byte) 0xFF;
            target[offset + V4_OFFSET - 1] = (byte) 0xFF;
            System.arraycopy(bytes, 0, target, offset + V4_OFFSET, V4_BYTES);
        } else {
            System.arraycopy(bytes, 0, target, offset, ADDRESS_BYTES);
        }
    }

    /** Reads the 16 bytes of an address; an IPv4-mapped one comes back as IPv4. */
    public static InetAddress readMapped(byte[] source, int offset) {
        return ofBytes(Arrays.copyOfRange(source, offset, offset + ADDRESS_BYTES));
    }

    /**
     * The address with these 4 or 16 bytes in network order.
     *
     * @throws IllegalArgumentException for any other length
     */
    public static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    private static int compare(InetSocketAddress first, InetSocketAddress second) {
        byte[] a = requireResolved(first).getAddress().getAddress();
        byte[] b = requireResolved(second).getAddress().getAddress();
        int byFamily = Integer.compare(a.length, b.length);
        int byAddress = byFamily != 0 ? byFamily : Arrays.compareUnsigned(a, b);
        return byAddress != 0 ? byAddress : Integer.compare(first.getPort(), second.getPort());
    }
}
