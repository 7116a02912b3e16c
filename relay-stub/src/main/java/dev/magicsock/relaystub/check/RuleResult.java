package dev.magicsock.relaystub.check;

import java.time.Duration;
import java.util.Objects;

/**
 * One row of a conformance table.
 *
 * @param id      stays the same between versions of this check, for example {@code upgrade.version-missing}
 * @param section of the relay protocol
 * @param rule    one sentence
 * @param took    how long checking took, connecting included
 * @param detail  what was seen instead, or why it was not checked; empty if there is nothing to add
 */
public record RuleResult(String id, String section, String rule, Outcome outcome, Duration took, String detail) {
    public RuleResult {
        Objects.requireNonNull(id);
        Objects.requireNonNull(section);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(took);
        Objects.requireNonNull(detail);
    }
}
