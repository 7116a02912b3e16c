package dev.magicsock.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.bouncycastle.crypto.engines.ChaChaEngine;

/**
 * The XChaCha20 key stream (draft-irtf-cfrg-xchacha-03 sections 2.2 and 2.3). Not thread-safe: it reuses its state.
 *
 * <p>The first 16 bytes of the nonce turn the key into a subkey (HChaCha20); the other 8 are the nonce of ChaCha20,
 * whose block counter starts at 0.
 */
final class XChaCha20 {

    static final int KEY_WORDS = 8;
    static final int NONCE_BYTES = 24;
    static final int BLOCK_BYTES = 64;

    private static final int ROUNDS = 20;
    private static final int STATE_WORDS = 16;
    private static final int COUNTER = 12;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** "expand 32-byte k" in four little-endian words (RFC 8439 section 2.3). */
    private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private final int[] state = new int[STATE_WORDS];
    private final int[] words = new int[STATE_WORDS];

    /** Starts the stream of this key and the 24-byte nonce at {@code offset}. */
    void start(int[] key, byte[] nonce, int offset) {
        hChaCha20(key, nonce, offset, words);
        System.arraycopy(CONSTANTS, 0, state, 0, CONSTANTS.length);
        System.arraycopy(words, 0, state, CONSTANTS.length, KEY_WORDS);
        state[COUNTER] = 0;
        state[COUNTER + 1] = 0;
        state[COUNTER + 2] = word(nonce, offset + 16);
        state[COUNTER + 3] = word(nonce, offset + 20);
    }

    /** Writes the next 64 bytes of the stream. */
    void nextBlock(byte[] target) {
        ChaChaEngine.chachaCore(ROUNDS, state, words);
        for (int i = 0; i < STATE_WORDS; i++) {
            WORD.set(target, Integer.BYTES * i, words[i]);
        }
        if (++state[COUNTER] == 0) {
            state[COUNTER + 1]++;
        }
    }

    /** Turns 32 bytes of key and the 16 bytes at {@code offset} into the first eight words of {@code result}. */
    void hChaCha20(int[] key, byte[] input, int offset, int[] result) {
        System.arraycopy(CONSTANTS, 0, state, 0, CONSTANTS.length);
        System.arraycopy(key, 0, state, CONSTANTS.length, KEY_WORDS);
        for (int i = 0; i < 4; i++) {
            state[COUNTER + i] = word(input, offset + Integer.BYTES * i);
        }
        ChaChaEngine.chachaCore(ROUNDS, state, words);
        // The core ends by adding its input, which HChaCha20 leaves out; its result is the first and the last row.
        for (int i = 0; i < 4; i++) {
            int first = words[i] - state[i];
            int last = words[COUNTER + i] - state[COUNTER + i];
            result[i] = first;
            words[COUNTER + i] = last;
        }
        System.arraycopy(words, COUNTER, result, 4, 4);
    }

    static int word(byte[] source, int offset) {
        return (int) WORD.get(source, offset);
    }
}
