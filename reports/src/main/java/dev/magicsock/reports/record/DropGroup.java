package dev.magicsock.reports.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * All packets that one element dropped for one reason.
 *
 * @param reason   the network's name for it, kebab-case
 * @param place    the element
 * @param count    at least one
 * @param bytes    sizes of the IP packets added up
 * @param first    when the first one was dropped
 * @param last     when the last one was dropped
 * @param examples the first few
 */
public record DropGroup(String reason, String place, long count, long bytes, Instant first, Instant last,
                        List<Example> examples) {

    public DropGroup {
        Check.name("reason", reason);
        Check.name("place", place);
        Check.positive("count", count);
        Check.notNegative("bytes", bytes);
        Check.order(first, last);
        examples = List.copyOf(examples);
    }

    /**
     * One dropped packet.
     *
     * @param packet      its number in the trace
     * @param source      address and port as the packet showed them where it was dropped
     * @param destination address and port as the packet showed them where it was dropped
     * @param sizeBytes   of the IP packet
     * @param detail      what made the reason apply, such as {@code no contact}; may be empty
     */
    public record Example(Instant at, long packet, String source, String destination, int sizeBytes, String detail) {

        public Example {
            Check.time("drop", at);
            Check.notNegative("packet", packet);
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(destination, "destination");
            Check.notNegative("size", sizeBytes);
            Objects.requireNonNull(detail, "detail");
        }
    }
}
