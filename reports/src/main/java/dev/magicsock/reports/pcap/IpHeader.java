package dev.magicsock.reports.pcap;

import java.util.Objects;

/**
 * What an IP header says besides lengths, protocol and checksum.
 *
 * @param source         4 or 16 bytes in network order
 * @param destination    as many bytes
 * @param hopLimit       0 to 255
 * @param identification the lower 16 bits go into an IPv4 header; IPv6 has no place for it
 */
public record IpHeader(byte[] source, byte[] destination, int hopLimit, int identification) {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** @throws IllegalArgumentException if the addresses are of no family, or of two */
    public IpHeader {
        Objects.requireNonNull(source, "source");
        if (source.length != IPV4_BYTES && source.length != IPV6_BYTES || source.length != destination.length) {
            throw new IllegalArgumentException("addresses of " + source.length + " and " + destination.length
                    + " bytes");
        }
        if (hopLimit < 0 || hopLimit > 255) {
            throw new IllegalArgumentException("hop limit " + hopLimit);
        }
        source = source.clone();
        destination = destination.clone();
    }

    @Override
    public byte[] source() {
        return source.clone();
    }

    @Override
    public byte[] destination() {
        return destination.clone();
    }

    boolean isV4() {
        return source.length == IPV4_BYTES;
    }
}
