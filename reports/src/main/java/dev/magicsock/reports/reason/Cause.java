package dev.magicsock.reports.reason;

import dev.magicsock.reports.text.Quantities;
import java.time.Duration;
import java.time.Instant;

/** One link of a reason chain. Details that are empty are left away. */
public sealed interface Cause {

    /** The cause as a clause without a full stop. */
    String clause();

    /**
     * A NAT or firewall refused an inbound packet (RFC 4787 section 5).
     *
     * @param packet what it carried, such as {@code probe 17}
     * @param source address and port as the filter saw it
     * @param rule   the filtering behaviour
     * @param detail what the filter missed, such as {@code no contact}
     */
    record Filtered(String place, String packet, String source, String rule, String detail) implements Cause {
        @Override
        public String clause() {
            return place + " filtered " + packet + " from " + source + Details.after(": ", rule)
                    + Details.after(rule.isEmpty() ? ": " : ", ", detail);
        }
    }

    /** An element dropped a packet for another reason. */
    record Dropped(String place, String packet, String reason, String detail) implements Cause {
        @Override
        public String clause() {
            return place + " dropped " + packet + ": " + reason + Details.after(", ", detail);
        }
    }

    /**
     * A NAT used another external address than the peer had been told (RFC 4787 section 4.1).
     *
     * @param external what it mapped to towards this destination
     * @param known    what the peer expected
     */
    record MappedElsewhere(String router, String internal, String destination, String external, String known)
            implements Cause {
        @Override
        public String clause() {
            return router + " mapped " + internal + " to " + external + " towards " + destination + ", not to " + known
                    + " as the peer had been told";
        }
    }

    /** Packets were sent and never answered. */
    record Unanswered(String host, String packets, String destination) implements Cause {
        @Override
        public String clause() {
            return host + " got no answer to " + packets + " to " + destination;
        }
    }

    /** A host did not send what would have been needed. */
    record NotSent(String host, String packets, String why) implements Cause {
        @Override
        public String clause() {
            return host + " sent no " + packets + Details.after(": ", why);
        }
    }

    /** A host gave a path up. */
    record GaveUp(String host, String path, Duration silence) implements Cause {
        @Override
        public String clause() {
            return host + " gave up " + path + " after " + Quantities.span(silence) + " without an answer";
        }
    }

    /** A declared fault was at work. */
    record Faulty(String fault, String target, Instant from, Instant until) implements Cause {
        @Override
        public String clause() {
            return fault + " on " + target + " lasted from " + Quantities.time(from) + " to " + Quantities.time(until);
        }
    }

    /** Anything else, in words. */
    record Stated(String clause) implements Cause {
    }
}
