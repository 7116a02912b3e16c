package dev.magicsock.scenarios.model;

/** The address families of a host or router; at least one. */
public record Families(boolean ipv4, boolean ipv6) {

    public static final Families IPV4 = new Families(true, false);
    public static final Families BOTH = new Families(true, true);

    public Families {
        if (!ipv4 && !ipv6) {
            throw new IllegalArgumentException("neither IPv4 nor IPv6 is on");
        }
    }
}
