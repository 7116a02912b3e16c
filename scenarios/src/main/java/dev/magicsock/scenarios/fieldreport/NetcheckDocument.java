package dev.magicsock.scenarios.fieldreport;

import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.scenarios.fieldreport.FieldReport.Ports;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import java.util.Optional;

/** Reads what {@code magicsock netcheck --json} writes. */
final class NetcheckDocument {

    private NetcheckDocument() {
    }

    static FieldReport read(Mapping document) {
        ReportBuilder report = new ReportBuilder("magicsock netcheck");
        Json.object(document, "ipv4").ifPresent(ipv4 -> family(ipv4, report));
        Json.object(document, "ipv6").flatMap(ipv6 -> Json.text(ipv6, "udp")).flatMap(NetcheckDocument::works)
                .ifPresent(works -> report.ipv6(Optional.of(works), "ipv6.udp"));
        for (Mapping relay : Json.objects(document, "relays")) {
            report.relay(Json.text(relay, "url").orElse("relay"), Json.millis(relay, "latencyMs"), "relays.latencyMs");
        }
        Json.text(document, "captivePortal").filter("present"::equals)
                .ifPresent(_ -> report.note("captivePortal: somebody answers HTTP requests in the place of others"));
        Json.text(document, "portMapping").filter(word -> !word.equals("not-asked") && !word.equals("none"))
                .ifPresent(protocol -> report.note("portMapping: granted by " + protocol));
        return report.build();
    }

    private static void family(Mapping ipv4, ReportBuilder report) {
        report.udp(Json.text(ipv4, "udp").flatMap(NetcheckDocument::works), "ipv4.udp");
        Json.text(ipv4, "nat").ifPresent(nat -> {
            if (nat.equals("none") || nat.equals("translated")) {
                report.translated(nat.equals("translated"), "ipv4.nat");
            }
        });
        Json.text(ipv4, "mapping").ifPresent(mapping -> {
            switch (mapping) {
                case "endpoint-independent", "address-dependent", "address-and-port-dependent" ->
                    report.mapping(MappingBehavior.parse(mapping), "ipv4.mapping");
                case "destination-dependent" ->
                    report.mapping(MappingBehavior.ADDRESS_AND_PORT_DEPENDENT, "ipv4.mapping");
                default -> {
                    // Unknown.
                }
            }
        });
        Json.text(ipv4, "filtering").ifPresent(filtering -> {
            switch (filtering) {
                case "endpoint-independent", "address-dependent", "address-and-port-dependent" ->
                    report.filtering(FilteringBehavior.parse(filtering), "ipv4.filtering");
                default -> {
                    // Unknown.
                }
            }
        });
        Json.text(ipv4, "ports").ifPresent(ports -> {
            switch (ports) {
                case "preserved" -> report.ports(Ports.PRESERVING, "ipv4.ports");
                case "sequential" -> {
                    report.ports(Ports.SEQUENTIAL, "ipv4.ports");
                    step(ipv4, report);
                }
                case "random" -> report.ports(Ports.RANDOM, "ipv4.ports");
                default -> {
                    // Unknown.
                }
            }
        });
        report.hairpinning(Json.text(ipv4, "hairpinning").filter(word -> !word.equals("not-asked"))
                .map("yes"::equals), "ipv4.hairpinning");
    }

    private static void step(Mapping ipv4, ReportBuilder report) {
        Json.text(ipv4, "portStep").filter(step -> step.matches("[1-9][0-9]{0,3}"))
                .ifPresent(step -> report.portStep(Integer.parseInt(step), "ipv4.portStep"));
    }

    private static Optional<Boolean> works(String word) {
        return switch (word) {
            case "works" -> Optional.of(true);
            case "no-answer" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
