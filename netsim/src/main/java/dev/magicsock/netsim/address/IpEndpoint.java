package dev.magicsock.netsim.address;

import java.net.InetSocketAddress;

/**
 * An IP address and a transport port.
 *
 * <p>Immutable. The hash is computed once, and elements that forward packets keep and pass on the same object, so that
 * comparing endpoints on the packet path is mostly a comparison of references.
 */
public final class IpEndpoint implements Comparable<IpEndpoint> {

    /** The largest port number. */
    public static final int MAX_PORT = 65_535;

    private final IpAddress address;
    private final int port;
    private final int hash;

    private IpEndpoint(IpAddress address, int port) {
        this.address = address;
        this.port = port;
        this.hash = IpAddress.mix(((long) address.hashCode() << 16) ^ port);
    }

    /**
     * @param port 0 to 65535
     * @throws IllegalArgumentException if the port is out of range
     */
    public static IpEndpoint of(IpAddress address, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is not in 0.." + MAX_PORT);
        }
        return new IpEndpoint(address, port);
    }

    public static IpEndpoint of(InetSocketAddress address) {
        return of(IpAddress.of(address.getAddress()), address.getPort());
    }

    /**
     * Parses {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static IpEndpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[") && colon > 1 && text.charAt(colon - 1) == ']';
        if (colon <= 0 || !bracketed && text.indexOf(':') != colon) {
            throw new IllegalArgumentException("'" + text + "' is not IP:PORT or [IPv6]:PORT");
        }
        IpAddress address = IpAddress.parse(bracketed ? text.substring(1, colon - 1) : text.substring(0, colon));
        try {
            return of(address, Integer.parseInt(text, colon + 1, text.length(), 10));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' has no port number after the colon", e);
        }
    }

    public IpAddress address() {
        return address;
    }

    public int port() {
        return port;
    }

    public InetSocketAddress toInetSocketAddress() {
        return new InetSocketAddress(address.toInetAddress(), port);
    }

    @Override
    public int compareTo(IpEndpoint other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof IpEndpoint that && port == that.port && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return address.isV4() ? address + ":" + port : "[" + address + "]:" + port;
    }
}
