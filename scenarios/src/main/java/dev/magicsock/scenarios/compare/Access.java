package dev.magicsock.scenarios.compare;

/**
 * How somebody gets onto the internet.
 *
 * @param nat     a NAT as scenarios name it, {@code none}, or {@code udp-blocked}
 * @param carrier whether a carrier-grade NAT is beyond it
 */
record Access(String nat, boolean carrier) {

    static final String UDP_BLOCKED = "udp-blocked";

    /** The router's part of a scenario. */
    String knobs() {
        return nat.equals(UDP_BLOCKED) ? "nat: home-router, udp: blocked" : "nat: " + nat;
    }
}
