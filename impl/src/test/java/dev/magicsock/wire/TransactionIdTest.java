package dev.magicsock.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TransactionIdTest {

    @Test
    void readsAndWritesTwelveBytes() {
        byte[] source = HexFormat.of().parseHex("ff0102030405060708090a0b0cff");
        TransactionId id = TransactionId.read(source, 1);
        assertEquals("0102030405060708090a0b0c", id.toString());
        byte[] target = HexFormat.of().parseHex("ff".repeat(14));
        id.write(target, 1);
        assertEquals(HexFormat.of().formatHex(source), HexFormat.of().formatHex(target));
    }

    @Test
    void comesFromTheGivenRandomness() {
        RandomGenerator random = new SplittableRandom(1);
        TransactionId first = TransactionId.generate(random);
        assertEquals(TransactionId.generate(new SplittableRandom(1)), first);
        assertNotEquals(first, TransactionId.generate(random));
    }
}
