package dev.magicsock.relay;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was handed to a transport and has not left its queue yet. Keeping it small keeps the choice of what goes next
 * here, where urgent messages can overtake; what is in the transport's hands goes in order.
 *
 * <p>Messages are written one after the other, so the time that a write takes runs from the moment it was handed over
 * or the one before it was done, whichever is later. Pure, not thread-safe.
 */
public final class WriteWindow {

    private static final int INITIAL_MESSAGES = 16;

    private final int limitBytes;
    private int[] sizes = new int[INITIAL_MESSAGES];
    private int first;
    private int count;
    private int firstWritten;
    private int pendingBytes;
    private Instant firstSince;

    /** @param limitBytes how much may be in the transport's hands; one message of any size always may */
    public WriteWindow(int limitBytes) {
        if (limitBytes < 1) {
            throw new IllegalArgumentException("a window of " + limitBytes + " bytes");
        }
        this.limitBytes = limitBytes;
    }

    /** True if a message of this size may be handed over now. */
    public boolean admits(int bytes) {
        return pendingBytes == 0 || pendingBytes + bytes <= limitBytes;
    }

    /** Notes that a message was handed over. */
    public void handedOver(int bytes, Instant now) {
        if (count == sizes.length) {
            grow();
        }
        sizes[(first + count) % sizes.length] = bytes;
        count++;
        pendingBytes += bytes;
        if (count == 1) {
            firstSince = now;
        }
    }

    private void grow() {
        int[] larger = Arrays.copyOf(Arrays.copyOfRange(sizes, first, sizes.length), 2 * sizes.length);
        System.arraycopy(sizes, 0, larger, sizes.length - first, first);
        sizes = larger;
        first = 0;
    }

    /**
     * Notes that the transport wrote bytes of messages, its own framing not counted.
     *
     * @throws IllegalArgumentException if it reports more than it was given
     */
    public void written(int bytes, Instant now) {
        if (bytes < 0 || bytes > pendingBytes) {
            throw new IllegalArgumentException(bytes + " bytes written of " + pendingBytes);
        }
        pendingBytes -= bytes;
        firstWritten += bytes;
        while (count > 0 && firstWritten >= sizes[first]) {
            firstWritten -= sizes[first];
            first = (first + 1) % sizes.length;
            count--;
            firstSince = now;
        }
    }

    /** Since when the oldest unfinished message is being written; empty if nothing is. */
    public Optional<Instant> writingSince() {
        return count == 0 ? Optional.empty() : Optional.of(firstSince);
    }

    /** Bytes in the transport's hands. */
    public int pendingBytes() {
        return pendingBytes;
    }
}
