package dev.magicsock.address;

/** Writes IPv6 addresses in the canonical form of RFC 5952 section 4. */
final class Ipv6Text {

    private static final int GROUPS = 8;
    private static final int MAX_TEXT = 39;

    private Ipv6Text() {
    }

    static String format(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (address[2 * i] & 0xFF) << 8 | address[2 * i + 1] & 0xFF;
        }
        int gapStart = longestZeroRun(groups);
        if (gapStart < 0) {
            return join(groups, 0, GROUPS);
        }
        return join(groups, 0, gapStart) + "::" + join(groups, endOfZeros(groups, gapStart), GROUPS);
    }

    private static String join(int[] groups, int start, int end) {
        StringBuilder text = new StringBuilder(MAX_TEXT);
        for (int i = start; i < end; i++) {
            text.append(i == start ? "" : ":").append(Integer.toHexString(groups[i]));
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
