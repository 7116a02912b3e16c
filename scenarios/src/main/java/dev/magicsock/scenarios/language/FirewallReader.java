package dev.magicsock.scenarios.language;

import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.scenarios.model.FirewallSpec;
import dev.magicsock.scenarios.model.UdpPolicy;
import java.util.List;
import java.util.Optional;

/** Reads what a router lets pass: its stateful firewall and its treatment of UDP. */
final class FirewallReader {

    /** What {@code firewall: stateful} means: only those who were sent to may answer (RFC 6092 section 3.2). */
    private static final FirewallSpec STATEFUL =
            new FirewallSpec(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT, Optional.empty());

    private static final List<String> FIREWALLS = List.of("none", "stateful");
    private static final List<String> UDP = List.of("allowed", "blocked");

    private FirewallReader() {
    }

    /** A firewall, or {@code none}: the outer optional is empty after a problem, the inner one for {@code none}. */
    static Optional<Optional<FirewallSpec>> read(Value value) {
        if (value.text().isPresent()) {
            return value.word(FIREWALLS).map(word ->
                    word.equals("none") ? Optional.empty() : Optional.of(STATEFUL));
        }
        return Fields.open(value, Keys.FIREWALL).map(firewall -> Optional.of(new FirewallSpec(
                firewall.optional("filtering", Values.word(FilteringBehavior.class)).orElse(STATEFUL.filtering()),
                firewall.optional("udp-lifetime", Values::positiveDuration))));
    }

    static Optional<UdpPolicy> readUdp(Value value) {
        if (value.text().isPresent()) {
            return value.word(UDP).map(word -> word.equals("blocked") ? UdpPolicy.BLOCKED : UdpPolicy.ALLOWED);
        }
        return Fields.open(value, Keys.UDP).map(udp -> {
            udp.required("blocked", Values::onlyTrue);
            return udp.optional("allow-ports", Values.list(Values.smallInteger(1, 65_535),
                    "expected a list of ports such as [53, 443]", 100))
                    .map(ports -> new UdpPolicy(true, ports)).orElse(UdpPolicy.BLOCKED);
        });
    }
}
