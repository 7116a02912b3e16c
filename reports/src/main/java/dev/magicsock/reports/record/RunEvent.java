package dev.magicsock.reports.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened and that a reader of the run may want to see.
 *
 * @param host   the host, router or link that it happened to or that did it
 * @param peer   the other endpoint, where it is about a pair
 * @param name   what it was, kebab-case: {@code link-down}, {@code selected}, {@code gave-up}
 * @param text   one sentence about it
 * @param reason why; may be empty for scripted actions
 * @param facts  details that tools may want, such as addresses
 */
public record RunEvent(Instant at, Kind kind, String host, Optional<String> peer, String name, String text,
                       String reason, List<Fact> facts) {

    public RunEvent {
        Check.time("event", at);
        Objects.requireNonNull(kind, "kind");
        Check.name("host", host);
        Objects.requireNonNull(peer, "peer");
        Check.name("event name", name);
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(reason, "reason");
        facts = List.copyOf(facts);
    }

    /** Where an event comes from. */
    public enum Kind {
        /** The scenario's script did it. */
        SCRIPT,
        /** A MagicSock decided it. */
        DECISION,
        /** It was seen from outside, by the network or by the application. */
        OBSERVATION
    }
}
