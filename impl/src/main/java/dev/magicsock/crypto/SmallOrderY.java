package dev.magicsock.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The y coordinate of a point of small order on edwards25519, little-endian.
 *
 * <p>Eight points have an order of 1, 2, 4 or 8; both signs of x included, they share five y coordinates.
 */
record SmallOrderY(byte[] bytes) {

    static final List<SmallOrderY> ALL = Stream.of(
            "0100000000000000000000000000000000000000000000000000000000000000", // 1: the neutral element
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // -1: order 2
            "0000000000000000000000000000000000000000000000000000000000000000", // 0: order 4
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a") // order 8
            .map(hex -> new SmallOrderY(HexFormat.of().parseHex(hex)))
            .toList();

    /** True if the point at the start of {@code encoded} has this y, whatever the sign of its x. */
    boolean isThatOf(byte[] encoded) {
        int last = bytes.length - 1;
        return Arrays.equals(bytes, 0, last, encoded, 0, last) && bytes[last] == (encoded[last] & 0x7F);
    }
}
