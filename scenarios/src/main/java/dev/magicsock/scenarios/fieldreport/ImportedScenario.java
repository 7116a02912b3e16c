package dev.magicsock.scenarios.fieldreport;

import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import dev.magicsock.scenarios.fieldreport.FieldReport.Known;
import dev.magicsock.scenarios.fieldreport.FieldReport.Ports;
import dev.magicsock.scenarios.fieldreport.FieldReport.Relay;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the scenario that reproduces a reported network: {@code me} in that network talks to {@code peer} in another
 * one. Every line says from which field it comes, or what is assumed.
 */
public final class ImportedScenario {

    /** From the machine to the edge of its provider, one way, where the relays leave room for it. */
    private static final Duration ACCESS = Duration.ofMillis(4);

    private static final SafeText SAFE = new SafeText(Glyphs.ASCII);

    private final FieldReport report;
    private final StringBuilder out = new StringBuilder();
    private final Duration access;

    private ImportedScenario(FieldReport report) {
        this.report = report;
        this.access = report.relays().isEmpty() ? ACCESS
                : shorter(ACCESS, report.relays().getFirst().roundTrip().dividedBy(4));
    }

    /**
     * The whole file.
     *
     * @param peerNat    what the other side is behind, as scenario files name it
     * @param seed       of the scenario
     */
    public static String text(FieldReport report, String peerNat, long seed) {
        return new ImportedScenario(report).text(peerNat, seed);
    }

    private String text(String peerNat, long seed) {
        line("# A network as " + report.tool() + " reported it. 'assumed' is what the report does not say.");
        report.notes().forEach(note -> line("# Not in here: " + SAFE.sentence(note)));
        line("name: imported");
        line("seed: " + seed);
        line("network:");
        line("  relays:");
        relays();
        line("  stun: [ r1 ]");
        line("  routers:");
        line("    home:");
        home();
        line("    other: { nat: " + peerNat + ", link: { latency: 10ms }" + (hasIpv6()
                ? ", ipv6: on, firewall: stateful" : "")
                + " }  # assumed: where the other side is");
        line("  hosts:");
        line("    me: { behind: home }");
        line("    peer: { behind: other }");
        line("endpoints:");
        line("  me: {}");
        line("  peer: {}");
        line("script:");
        line("  - { at: 0s, connect: { from: me, to: peer } }");
        line("  - { at: 1s, traffic: { from: me, to: peer, every: 20ms, size: 1000B, both-ways: true, until: 20s } }");
        line("expect:");
        line("  - { in-the-end: true, pair: [me, peer], lost: 0 }");
        return out.toString();
    }

    private void relays() {
        String ipv6 = hasIpv6() ? ", ipv6: on" : "";
        if (report.relays().isEmpty()) {
            line("    r1: { link: { latency: 10ms }" + ipv6 + " }  # assumed");
        }
        int number = 0;
        for (Relay relay : report.relays()) {
            number++;
            line("    r" + number + ": { link: { latency: " + micros(relay.roundTrip().dividedBy(2).minus(access))
                    + " }" + ipv6
                    + " }  # " + relay.field() + ": " + millis(relay.roundTrip()) + " there and back to "
                    + SAFE.sentence(relay.name()));
        }
    }

    private void home() {
        line("      link: { latency: " + micros(access) + " }  # assumed: the part of it that is near");
        if (report.udp().isPresent() && !report.udp().get().value()) {
            line("      udp: blocked  # " + report.udp().get().field() + ": UDP does not work");
        }
        if (report.translated().isPresent() && !report.translated().get().value()) {
            line("      nat: none  # " + report.translated().get().field());
            line("      firewall: stateful  # assumed: lets in whom one has sent to");
        } else {
            nat();
            if (hasIpv6()) {
                line("      firewall: stateful  # assumed, for IPv6");
            }
        }
        report.ipv6().ifPresent(ipv6 -> line("      ipv6: " + (ipv6.value() ? "on" : "off") + "  # " + ipv6.field()));
    }

    private void nat() {
        line("      nat:");
        MappingBehavior mapping = report.mapping().map(Known::value).orElse(MappingBehavior.ENDPOINT_INDEPENDENT);
        line("        mapping: " + mapping.label() + "  # " + source(report.mapping(), "as most boxes do"));
        line("        filtering: " + report.filtering().map(Known::value)
                .orElse(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT).label() + "  # "
                + source(report.filtering(), "as most boxes do"));
        Ports ports = report.ports().map(Known::value).orElse(mapping == MappingBehavior.ENDPOINT_INDEPENDENT
                ? Ports.PRESERVING : Ports.RANDOM);
        line("        ports: " + word(ports) + "  # " + source(report.ports(), "as most boxes with this mapping do"));
        report.portStep().ifPresent(step -> line("        port-step: " + step.value() + "  # " + step.field()));
        report.hairpinning().ifPresent(hairpinning -> line("        hairpinning: "
                + (hairpinning.value() ? "external-source" : "none") + "  # " + hairpinning.field()));
    }

    private boolean hasIpv6() {
        return report.ipv6().map(Known::value).orElse(false);
    }

    private static String source(Optional<? extends Known<?>> known, String otherwise) {
        return known.map(Known::field).orElse("assumed: " + otherwise);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String word(Ports ports) {
        return ports.name().toLowerCase(Locale.ROOT);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String micros(Duration duration) {
        return Math.max(1, duration.toNanos() / 1000) + "us";
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
