package dev.magicsock.scenarios.fieldreport;

import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import dev.magicsock.scenarios.language.ScenarioTree.Scalar;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what {@code tailscale netcheck} prints: with {@code --format=json} a document, else lines. */
final class TailscaleDocument {

    private static final String TOOL = "tailscale netcheck";
    private static final Pattern LINE = Pattern.compile("\\s*\\* ([A-Za-z0-9 ]{1,40}):\\s*(.{0,200})");

    /** Such as {@code - fra: 12.3ms (Frankfurt)}, and in older versions {@code - 4, fra = 12.3ms}. */
    private static final Pattern REGION =
            Pattern.compile("\\s*- (?:[0-9]{1,5}, "
            + ")?\\s*([A-Za-z0-9-]{1,20})\\s?[:=]\\s*([0-9][0-9.a-zµ]{0,20})(?:\\s.{0,100})?");

    /** As Go writes durations. */
    private static final Pattern GO_TIME = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,9})?)(ms|µs|s)");

    private TailscaleDocument() {
    }

    static boolean isJson(Mapping document) {
        return document.find("MappingVariesByDestIP").isPresent() || document.find("RegionLatency").isPresent();
    }

    static FieldReport json(Mapping document) {
        ReportBuilder report = new ReportBuilder(TOOL);
        report.udp(Json.truth(document, "UDP"), "UDP");
        report.ipv6(Json.truth(document, "IPv6"), "IPv6");
        report.mappingVaries(Json.truth(document, "MappingVariesByDestIP"), "MappingVariesByDestIP");
        report.hairpinning(Json.truth(document, "HairPinning"), "HairPinning");
        Json.entries(document, "RegionLatency").forEach((region, value) -> {
            if (value instanceof Scalar(String nanos, boolean quoted) && !quoted) {
                report.relay("DERP region " + region, Json.time(nanos, 0), "RegionLatency");
            }
        });
        String offered = String.join(", ", Stream.of("UPnP", "PMP", "PCP")
                .filter(protocol -> Json.truth(document, protocol).orElse(false)).toList());
        notes(offered, Json.truth(document, "CaptivePortal").orElse(false), report);
        return report.build();
    }

    static boolean isText(String text) {
        return text.contains("* UDP:") && text.contains("* MappingVariesByDestIP:");
    }

    static FieldReport text(String text) {
        ReportBuilder report = new ReportBuilder(TOOL);
        String[] noted = {"", ""};
        text.lines().forEach(line -> {
            Matcher field = LINE.matcher(line);
            Matcher region = REGION.matcher(line);
            if (field.matches()) {
                field(field.group(1), field.group(2).strip(), noted, report);
            } else if (region.matches()) {
                report.relay("DERP " + region.group(1), goTime(region.group(2)), "DERP latency");
            }
        });
        notes(noted[0], noted[1].equals("true"), report);
        return report.build();
    }

    private static void field(String name, String value, String[] noted, ReportBuilder report) {
        switch (name) {
            case "UDP" -> report.udp(truth(value), name);
            case "IPv6" -> report.ipv6(Optional.of(value.startsWith("yes")), name);
            case "MappingVariesByDestIP" -> report.mappingVaries(truth(value), name);
            case "HairPinning" -> report.hairpinning(truth(value), name);
            case "PortMapping" -> noted[0] = value;
            case "CaptivePortal" -> noted[1] = value;
            default -> {
                // Nothing that a scenario needs.
            }
        }
    }

    private static Optional<Boolean> truth(String value) {
        return Optional.of(value).filter(word -> word.equals("true") || word.equals("false")).map(Boolean::valueOf);
    }

    private static Optional<Duration> goTime(String text) {
        Matcher matcher = GO_TIME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Json.time(matcher.group(1), switch (matcher.group(2)) {
            case "s" -> 9;
            case "ms" -> 6;
            default -> 3;
        });
    }

    private static void notes(String portMapping, boolean portal, ReportBuilder report) {
        if (!portMapping.isBlank()) {
            report.note("port mapping offered: " + portMapping);
        }
        if (portal) {
            report.note("CaptivePortal: somebody answers HTTP requests in the place of others");
        }
    }
}
