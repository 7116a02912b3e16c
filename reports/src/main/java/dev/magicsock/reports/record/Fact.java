package dev.magicsock.reports.record;

import java.util.Objects;

/**
 * One named detail as text, such as {@code mapping = address-and-port-dependent}.
 *
 * @param name  kebab-case
 * @param value as a reader should see it, with its unit
 */
public record Fact(String name, String value) {

    public Fact {
        Check.name("fact name", name);
        Objects.requireNonNull(value, "value");
    }
}
