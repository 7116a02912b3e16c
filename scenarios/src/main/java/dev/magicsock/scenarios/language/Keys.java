package dev.magicsock.scenarios.language;

import java.util.List;
import java.util.stream.Stream;

/** The keys of every kind of mapping, in the order in which messages list them. The schema has the same ones. */
final class Keys {

    static final List<String> SCENARIO =
            List.of("version", "name", "about", "seed", "duration", "network", "endpoints", "script", "expect");
    static final List<String> NETWORK = List.of("relays", "stun", "routers", "hosts");
    static final List<String> RELAY = List.of("link", "ipv4", "ipv6");
    static final List<String> STUN = List.of("link", "second-address");
    static final List<String> ROUTER =
            List.of("behind", "nat", "firewall", "udp", "link", "ipv4", "ipv6", "external");
    static final List<String> UDP = List.of("blocked", "allow-ports");
    static final List<String> FIREWALL = List.of("filtering", "udp-lifetime");
    static final List<String> NAT = List.of("preset", "mapping", "filtering", "filter-scope", "ports", "port-taken",
            "port-step", "port-block", "port-range", "port-parity", "port-reuse-delay", "pooling", "mapping-refresh",
            "filter-refresh", "udp-lifetime", "udp-unreplied-lifetime", "udp-settling", "stream-lifetime",
            "lifetime-max", "hairpinning", "icmp", "mappings-per-subscriber", "mappings-total",
            "under-port-conflict", "unsolicited-inbound", "ipv6", "payload",
            "port-mapping");
    static final List<String> PORT_MAPPING = List.of("protocols", "failure");
    static final List<String> PORT_CONFLICT = List.of("mapping", "filtering");
    static final List<String> CONDITIONS = List.of("latency", "jitter", "loss", "mtu", "too-big", "rate", "queue",
            "duplicate", "reorder", "corrupt", "radio");
    static final List<String> LINK =
            Stream.concat(Stream.of("preset"), Stream.concat(CONDITIONS.stream(), Stream.of("up", "down"))).toList();
    static final List<String> RADIO = List.of("idle", "wake-up");
    static final List<String> JITTER = List.of("extent", "distribution");
    static final List<String> BOUNDED_LOSS = List.of("ratio", "burst-at-most");
    static final List<String> BURST_LOSS = List.of("average", "burst");
    static final List<String> GILBERT_ELLIOTT_LOSS =
            List.of("good-to-bad", "bad-to-good", "loss-in-good", "loss-in-bad");
    static final List<String> EXACT_LOSS = List.of("packets");
    static final List<String> HOST =
            List.of("behind", "interfaces", "link", "addresses", "clock", "processing", "ipv4", "ipv6");
    static final List<String> INTERFACE = List.of("behind", "link", "up");
    static final List<String> CLOCK = List.of("offset", "skew");
    static final List<String> PROCESSING = List.of("delay", "jitter");
    static final List<String> ENDPOINT =
            List.of("strategy", "selector", "relays", "stun", "knows", "heartbeat", "port", "port-mapping");

    static final List<String> STEP = List.of("at", "name");
    static final List<String> ACTIONS = List.of("connect", "traffic", "link-down", "link-dead", "change-link",
            "interface-switch", "address-change", "nat-reboot", "nat-change", "relay-stop", "relay-restart",
            "relay-delay", "relay-drop", "relay-silence", "relay-half-open", "relay-deny", "relay-close", "relay-warn",
            "partition", "udp-block", "blackhole-direct", "clock-step", "clock-skew", "suspend");
    static final List<String> CONNECT = List.of("from", "to");
    static final List<String> TRAFFIC = List.of("from", "to", "every", "size", "both-ways", "until", "quic",
            "count", "connections", "guard");
    static final List<String> LINK_TARGETS = List.of("router", "relay", "host");
    static final List<String> LINK_DOWN = List.of("router", "relay", "host", "interface", "for");
    static final List<String> LINK_DEAD = List.of("router", "relay", "host", "interface", "direction", "for");
    static final List<String> CHANGE_LINK = List.of("router", "relay", "host", "interface", "link", "for");
    static final List<String> INTERFACE_SWITCH = List.of("host", "to");
    static final List<String> ADDRESS_TARGETS = List.of("router", "host");
    static final List<String> ADDRESS_CHANGE = List.of("router", "host", "interface", "address");
    static final List<String> NAT_REBOOT = List.of("router", "new-address");
    static final List<String> NAT_CHANGE = List.of("router", "nat");
    static final List<String> RELAY_STOP = List.of("relay", "for");
    static final List<String> RELAY_RESTART = List.of("relay", "for", "announced");
    static final List<String> RELAY_DELAY = List.of("relay", "endpoints", "direction", "by", "for");
    static final List<String> RELAY_DROP = List.of("relay", "endpoints", "direction", "ratio", "for");
    static final List<String> RELAY_SILENCE = List.of("relay", "endpoints", "direction", "for");
    static final List<String> RELAY_DENY = List.of("relay", "endpoints", "for");
    static final List<String> RELAY_CLOSE = List.of("relay", "endpoints");
    static final List<String> RELAY_WARN = List.of("relay", "endpoints", "status", "text");
    static final List<String> PARTITION = List.of("from", "to", "one-way", "for");
    static final List<String> UDP_BLOCK = List.of("router", "for");
    static final List<String> BLACKHOLE_DIRECT = List.of("between", "for");
    static final List<String> CLOCK_STEP = List.of("host", "by");
    static final List<String> CLOCK_SKEW = List.of("host", "skew");
    static final List<String> SUSPEND = List.of("host", "for");

    static final List<String> TIMES = List.of("by", "throughout", "never", "in-the-end");
    static final List<String> CLAIMS = List.of("path", "path-not", "lost", "delivered-at-least", "duplicates-at-most",
            "gap-at-most", "time-to-direct-at-most", "time-to-first-byte-at-most", "relay-bytes-at-most",
            "rtt-at-most", "quic-bytes-at-least", "quic-stall-at-most", "quic-handshakes", "quic-intact");
    static final List<String> EXPECTATION =
            Stream.of(TIMES, List.of("pair"), CLAIMS, List.of("except")).flatMap(List::stream).toList();

    private Keys() {
    }
}
