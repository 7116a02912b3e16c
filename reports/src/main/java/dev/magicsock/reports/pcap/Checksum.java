package dev.magicsock.reports.pcap;

/** The checksum of IP, UDP, TCP and ICMP: the one's complement of the one's complement sum (RFC 1071). */
final class Checksum {

    private Checksum() {
    }

    /** Adds the 16-bit words of a range to a sum; an odd last byte counts as the upper half of a word. */
    static long add(long sum, byte[] bytes, int from, int until) {
        long total = sum;
        int at = from;
        for (; at + 1 < until; at += 2) {
            total += (bytes[at] & 0xFF) << Byte.SIZE | bytes[at + 1] & 0xFF;
        }
        return at < until ? total + ((bytes[at] & 0xFF) << Byte.SIZE) : total;
    }

    /** The 16 bits that belong into the header. */
    static int of(long sum) {
        long folded = sum;
        while (folded >>> Short.SIZE != 0) {
            folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
        }
        return (int) ~folded & 0xFFFF;
    }
}
