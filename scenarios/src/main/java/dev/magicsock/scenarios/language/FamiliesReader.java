package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.model.Families;

/** Reads the switches {@code ipv4} and {@code ipv6}. */
final class FamiliesReader {

    private FamiliesReader() {
    }

    /** The families of a thing, those of {@code standard} where it says nothing. */
    static Families read(Fields fields, Families standard) {
        boolean ipv4 = fields.optional("ipv4", Values::onOff).orElse(standard.ipv4());
        boolean ipv6 = fields.optional("ipv6", Values::onOff).orElse(standard.ipv6());
        if (!ipv4 && !ipv6) {
            fields.reject(fields.at("ipv4"), fields.what() + " has neither IPv4 nor IPv6", "expected one of them on");
            return standard;
        }
        return new Families(ipv4, ipv6);
    }
}
