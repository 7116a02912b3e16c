package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConnectionIdsTest {

    @Property(tries = 300)
    void noBytesMakeItThrow(@ForAll @Size(max = 60) byte[] sent, @ForAll @Size(max = 60) byte[] received) {
        ConnectionIds ids = new ConnectionIds(ConnectionIds.PER_CLIENT);
        ids.learnFrom(ByteBuffer.wrap(sent));
        ids.areMeantBy(ByteBuffer.wrap(received));
    }

    @Property(tries = 100)
    void aLearnedIdIsRecognizedInBothForms(@ForAll @Size(min = 1, max = 20) byte[] id,
            @ForAll @Size(max = 9) byte[] rest) {
        ConnectionIds ids = new ConnectionIds(ConnectionIds.PER_CLIENT);
        ids.learnFrom(longHeader(new byte[8], id));

        assertTrue(ids.areMeantBy(longHeader(id, rest)));
        assertTrue(ids.areMeantBy(ByteBuffer.allocate(40).put((byte) 0x41).put(id).put(rest).flip()));
    }

    @Test
    void theOldestIdIsForgottenAtTheBound() {
        ConnectionIds ids = new ConnectionIds(2);
        for (byte i = 1; i <= 3; i++) {
            ids.learnFrom(longHeader(new byte[8], new byte[] {i, i, i, i}));
        }

        assertFalse(ids.areMeantBy(longHeader(new byte[] {1, 1, 1, 1}, new byte[0])));
        assertTrue(ids.areMeantBy(longHeader(new byte[] {2, 2, 2, 2}, new byte[0])));
        assertTrue(ids.areMeantBy(longHeader(new byte[] {3, 3, 3, 3}, new byte[0])));
    }

    @Test
    void aLongerOrShorterIdIsAnother() {
        ConnectionIds ids = new ConnectionIds(2);
        ids.learnFrom(longHeader(new byte[8], new byte[] {1, 2, 3, 4}));

        assertFalse(ids.areMeantBy(longHeader(new byte[] {1, 2, 3}, new byte[0])));
        assertFalse(ids.areMeantBy(longHeader(new byte[] {1, 2, 3, 4, 0}, new byte[0])));
        assertFalse(ids.areMeantBy(ByteBuffer.wrap(new byte[] {0x40, 1, 2, 3})));
    }

    @Test
    void emptyIdsAreNotLearned() {
        ConnectionIds ids = new ConnectionIds(2);
        ids.learnFrom(longHeader(new byte[8], new byte[0]));

        assertFalse(ids.areMeantBy(longHeader(new byte[0], new byte[4])));
        assertFalse(ids.areMeantBy(ByteBuffer.wrap(new byte[] {0x40})));
    }

    private static ByteBuffer longHeader(byte[] destination, byte[] source) {
        return ByteBuffer.allocate(100).put((byte) 0xC1).putInt(1).put((byte) destination.length).put(destination)
                .put((byte) source.length).put(source).flip();
    }
}
