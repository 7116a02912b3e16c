package dev.magicsock.scenarios.fieldreport;

import dev.magicsock.scenarios.language.ScenarioTree;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the reports of iroh-doctor: with {@code --json} iroh's net report with NAT, port mapping and relays beside it,
 * else tables of Markdown. A net report alone will do too.
 */
final class DoctorDocument {

    private static final String TOOL = "iroh-doctor";

    private DoctorDocument() {
    }

    static boolean isJson(Mapping document) {
        return document.find("net_report").isPresent() || document.find("udp_v4").isPresent();
    }

    static FieldReport json(Mapping document) {
        ReportBuilder report = new ReportBuilder(TOOL);
        Mapping network = Json.object(document, "net_report").orElse(document);
        report.udp(Json.truth(network, "udp_v4"), "udp_v4");
        report.ipv6(Json.truth(network, "udp_v6"), "udp_v6");
        report.mappingVaries(Json.truth(network, "mapping_varies_by_dest_ipv4"), "mapping_varies_by_dest_ipv4");
        report.hairpinning(Json.truth(network, "hairpinning_ipv4"), "hairpinning_ipv4");
        for (Mapping relay : Json.objects(document, "relays")) {
            report.relay(Json.text(relay, "url").orElse("relay"), Json.millis(relay, "ping_ms"), "relays.ping_ms");
        }
        Json.object(network, "relay_latency").ifPresent(latencies -> List.of("ipv4", "ipv6", "https")
                .forEach(kind -> Json.entries(latencies, kind).forEach((url, time) ->
                        report.relay(url, rustTime(time), "relay_latency." + kind))));
        Json.object(document, "port_map").ifPresent(map -> {
            String offered = String.join(", ", Stream.of("upnp", "pcp", "nat_pmp")
                    .filter(protocol -> Json.truth(map, protocol).orElse(false)).toList());
            if (!offered.isEmpty()) {
                report.note("port_map offered: " + offered);
            }
        });
        if (Json.truth(network, "captive_portal").orElse(false)) {
            report.note("captive_portal: somebody answers HTTP requests in the place of others");
        }
        return report.build();
    }

    /** Seconds and nanoseconds, as Rust's serde writes durations. */
    private static Optional<Duration> rustTime(ScenarioTree value) {
        if (!(value instanceof Mapping mapping)) {
            return Optional.empty();
        }
        Optional<Duration> seconds = Json.text(mapping, "secs").flatMap(text -> Json.time(text, 9));
        Optional<Duration> nanos = Json.text(mapping, "nanos").flatMap(text -> Json.time(text, 0));
        return seconds.flatMap(whole -> nanos.map(whole::plus));
    }

    static boolean isTables(String text) {
        return text.contains("Network report") && text.contains("| Mapping varies");
    }

    static FieldReport tables(String text) {
        ReportBuilder report = new ReportBuilder(TOOL);
        for (String line : text.lines().toList()) {
            List<String> cells = Stream.of(line.split("\\|", 10)).map(String::strip).filter(cell -> !cell.isEmpty())
                    .toList();
            if (line.startsWith("|") && cells.size() >= 2) {
                row(cells, report);
            }
        }
        return report.build();
    }

    private static void row(List<String> cells, ReportBuilder report) {
        String value = cells.get(1);
        switch (cells.getFirst()) {
            case "UDP IPv4" -> report.udp(yes(value), "UDP IPv4");
            case "UDP IPv6" -> report.ipv6(yes(value), "UDP IPv6");
            case "Mapping varies" -> report.mappingVaries(yes(value), "Mapping varies");
            case "UPnP", "PCP", "NAT-PMP" -> yes(value).filter(Boolean::booleanValue)
                    .ifPresent(_ -> report.note("port mapping offered: " + cells.getFirst()));
            case "Captive portal" -> yes(value).filter(Boolean::booleanValue).ifPresent(_ ->
                    report.note("Captive portal: somebody answers HTTP requests in the place of others"));
            default -> {
                if (cells.size() >= 3 && cells.get(2).endsWith("ms")) {
                    String millis = cells.get(2).substring(0, cells.get(2).length() - 2);
                    report.relay(cells.getFirst(), Json.time(millis, 6), "Relay latency");
                }
            }
        }
    }

    private static Optional<Boolean> yes(String word) {
        return Optional.of(word).filter(text -> text.equals("yes") || text.equals("no")).map("yes"::equals);
    }
}
