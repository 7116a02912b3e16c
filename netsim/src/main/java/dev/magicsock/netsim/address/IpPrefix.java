package dev.magicsock.netsim.address;

/**
 * A block of addresses in CIDR form, such as {@code 10.0.0.0/8}.
 *
 * @param address the first address of the block; no bit beyond {@code length} is set
 * @param length  number of leading bits that are fixed, 0 to 32 (IPv4) or 0 to 128 (IPv6)
 */
public record IpPrefix(IpAddress address, int length) {

    public IpPrefix {
        int bits = address.isV4() ? 32 : 128;
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException("prefix length " + length + " is not in 0.." + bits);
        }
        if (!masked(address, length).equals(address)) {
            throw new IllegalArgumentException(address + "/" + length + " has bits set beyond the prefix");
        }
    }

    /**
     * Parses {@code ADDRESS/LENGTH}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is not ADDRESS/LENGTH");
        }
        try {
            return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' has no prefix length after the slash", e);
        }
    }

    /** The block of this length that holds the address. */
    public static IpPrefix around(IpAddress address, int length) {
        return new IpPrefix(masked(address, length), length);
    }

    public boolean contains(IpAddress candidate) {
        return candidate.isV4() == address.isV4() && masked(candidate, length).equals(address);
    }

    private static IpAddress masked(IpAddress address, int length) {
        if (address.isV4()) {
            return IpAddress.v4((int) (length == 0 ? 0 : address.low() & -1L << (32 - length)));
        }
        long high = length == 0 ? 0 : length >= 64 ? address.high() : address.high() & -1L << (64 - length);
        long low = length <= 64 ? 0 : length == 128 ? address.low() : address.low() & -1L << (128 - length);
        return IpAddress.v6(high, low);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
