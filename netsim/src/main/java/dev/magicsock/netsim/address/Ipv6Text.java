package dev.magicsock.netsim.address;

/** Writes IPv6 addresses in the canonical form of RFC 5952 section 4. */
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {
    }

    static String format(long high, long low) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? high : low;
            groups[i] = (int) (half >>> (48 - 16 * (i % 4)) & 0xFFFF);
        }
        int zerosStart = longestZeroRun(groups);
        int zerosEnd = zerosStart < 0 ? -1 : endOfZeros(groups, zerosStart);
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == zerosStart) {
                text.append("::");
                i = zerosEnd - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    /** Start of the first longest run of at least two zero groups, or -1 (RFC 5952 sections 4.2.2 and 4.2.3). */
    private static int longestZeroRun(int[] groups) {
        int best = -1;
        int bestLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int length = endOfZeros(groups, start) - start;
            if (length > bestLength) {
                best = start;
                bestLength = length;
            }
        }
        return best;
    }

    private static int endOfZeros(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end;
    }
}
