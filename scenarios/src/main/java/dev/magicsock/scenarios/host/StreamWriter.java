package dev.magicsock.scenarios.host;

import dev.magicsock.netsim.host.Stream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Writes whole messages to a stream whose buffer may be full. What does not fit waits here; the relay cores bound how
 * much they hand over before they hear that it was written.
 */
final class StreamWriter {

    private final Stream stream;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();

    private record Pending(ByteBuffer bytes, int credit) {
    }

    StreamWriter(Stream stream) {
        this.stream = stream;
    }

    /**
     * Queues bytes.
     *
     * @param credit what {@link #flush} reports once the last of them is written
     */
    void add(ByteBuffer bytes, int credit) {
        waiting.add(new Pending(bytes, credit));
    }

    /** Writes what the stream takes; returns the credits of everything that was written completely. */
    int flush() {
        int credits = 0;
        while (!waiting.isEmpty()) {
            Pending first = waiting.peek();
            stream.write(first.bytes);
            if (first.bytes.hasRemaining()) {
                break;
            }
            waiting.remove();
            credits += first.credit;
        }
        return credits;
    }
}
