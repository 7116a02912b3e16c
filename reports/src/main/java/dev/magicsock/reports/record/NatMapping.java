package dev.magicsock.reports.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One mapping of a NAT over its whole life; the table at any moment is the mappings alive then (RFC 4787 section 4).
 *
 * @param router   the NAT
 * @param protocol {@code udp} or {@code tcp}
 * @param internal address and port inside
 * @param external address and port outside
 * @param from     when it was made
 * @param until    when it ended, or the end of the run
 * @param ended    why it ended; empty where it outlived the run
 * @param contacts remote addresses that it was used with, the first few, in order of first use
 */
public record NatMapping(String router, String protocol, String internal, String external, Instant from, Instant until,
                         String ended, List<String> contacts) {

    public NatMapping {
        Check.name("router", router);
        Check.name("protocol", protocol);
        Check.name("internal", internal);
        Check.name("external", external);
        Check.order(from, until);
        Objects.requireNonNull(ended, "ended");
        contacts = List.copyOf(contacts);
    }
}
