package dev.magicsock.scenarios.netcheck;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.natview.FilteringView;
import dev.magicsock.natview.MappingView;
import dev.magicsock.reports.text.Quantities;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Answer;
import dev.magicsock.scenarios.netcheck.NetcheckReport.FamilyView;
import dev.magicsock.scenarios.netcheck.NetcheckReport.PortMapping;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Relay;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows a report to a person, as lines that may hold what others said: whoever prints them makes that harmless. */
public final class NetcheckText {

    private NetcheckText() {
    }

    /** All lines. */
    public static List<String> of(NetcheckReport report) {
        List<String> lines = new ArrayList<>();
        report.families().forEach(view -> lines.add(NetcheckWords.name(view.family()) + ": " + family(report, view)));
        report.servers().forEach(server -> lines.add("STUN server " + server.named() + ": " + server(server)));
        report.relays().forEach(relay -> lines.add("relay " + relay.url() + ": " + relay(relay)));
        lines.add("captive portal: " + NetcheckWords.of(report.portal()));
        lines.add("port mapping (PCP, NAT-PMP, UPnP): " + mapping(report.mapping()));
        report.interfaces().forEach(nic -> lines.add("interface " + nic.name() + ": "
                + String.join(", ", nic.addresses().stream().map(SocketAddresses::format).toList())));
        return lines;
    }

    private static String family(NetcheckReport report, FamilyView view) {
        if (view.udp() != Answer.YES) {
            String local = view.local() ? "there is an address" : "no address";
            return local + (view.udp() == Answer.NO ? "; no STUN server answers over UDP" : "; nobody was asked");
        }
        String outside = "seen as " + view.outside().map(SocketAddresses::format).orElse("nobody");
        if (NetcheckWords.translation(report, view).equals("none")) {
            return outside + ", no NAT" + filtering(view.nat().filtering());
        }
        return outside + ", behind a NAT: " + mapping(view.nat().mapping()) + ", ports "
                + NetcheckWords.ports(view.nat())
                + filtering(view.nat().filtering()) + hairpin(view.hairpin());
    }

    private static String mapping(MappingView mapping) {
        return switch (mapping) {
            case UNKNOWN -> "mapping unknown (name a second STUN server)";
            case ENDPOINT_INDEPENDENT -> "looks the same to everybody (endpoint-independent mapping)";
            case ADDRESS_DEPENDENT -> "looks different to every address (address-dependent mapping)";
            case ADDRESS_AND_PORT_DEPENDENT ->
                    "looks different to every endpoint (address- and port-dependent mapping)";
            case DESTINATION_DEPENDENT -> "looks different to different servers (symmetric)";
        };
    }

    private static String filtering(FilteringView filtering) {
        return filtering == FilteringView.UNKNOWN ? "" : ", " + NetcheckWords.of(filtering) + " filtering";
    }

    private static String hairpin(Answer hairpin) {
        return switch (hairpin) {
            case YES -> ", hairpinning works";
            case NO -> ", no hairpinning";
            case NOT_ASKED -> "";
        };
    }

    private static String server(Server server) {
        String at = server.address().map(SocketAddresses::format).filter(text -> !text.equals(server.named()))
                .map(text -> "(" + text + ") ").orElse("");
        return at + server.problem().orElseGet(() -> "saw " + server.mapped().map(SocketAddresses::format).orElse("")
                + server.roundTrip().map(time -> " in " + span(time)).orElse(""));
    }

    private static String relay(Relay relay) {
        return relay.latency().map(NetcheckText::span).orElseGet(() -> relay.problem().orElse("no answer"));
    }

    private static String mapping(PortMapping mapping) {
        return switch (mapping) {
            case PortMapping.NotAsked _ -> "not asked (--gateway names whom to ask)";
            case PortMapping.None(var gateway) -> "nothing granted by " + SocketAddresses.format(gateway);
            case PortMapping.Granted(var protocol, var external, boolean behindNat) ->
                    NetcheckWords.of(protocol) + " granted " + SocketAddresses.format(external)
                            + (behindNat ? ", which leads nowhere: the gateway is behind another NAT" : "");
        };
    }

    private static String span(Duration time) {
        return Quantities.spanOfNanos(time.toNanos());
    }
}
