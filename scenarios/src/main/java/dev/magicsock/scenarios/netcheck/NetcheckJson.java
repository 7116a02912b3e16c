package dev.magicsock.scenarios.netcheck;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.natview.PortAllocation;
import dev.magicsock.reports.html.Json;
import dev.magicsock.scenarios.netcheck.NetcheckReport.FamilyView;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Nic;
import dev.magicsock.scenarios.netcheck.NetcheckReport.PortMapping;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Relay;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Writes reports as documents of the format {@code magicsock-netcheck/1}. */
public final class NetcheckJson {

    /** Name and version of the format. */
    public static final String FORMAT = "magicsock-netcheck/1";

    private static final String SCHEMA = "/dev/magicsock/scenarios/netcheck-v1.schema.json";

    private final NetcheckReport report;
    private final Json json = new Json();

    private NetcheckJson(NetcheckReport report) {
        this.report = report;
    }

    /** On one line, without its end. */
    public static String render(NetcheckReport report) {
        return new NetcheckJson(report).document();
    }

    /** The JSON Schema of these documents. */
    public static String schema() {
        try (InputStream in = NetcheckJson.class.getResourceAsStream(SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema is part of the program", e);
        }
    }

    private String document() {
        json.object().key("format").value(FORMAT).key("version").value(report.version()).key("interfaces").array();
        for (Nic nic : report.interfaces()) {
            json.object().key("name").value(nic.name()).key("addresses").array();
            nic.addresses().forEach(address -> json.value(SocketAddresses.format(address)));
            json.endArray().endObject();
        }
        json.endArray();
        report.families().forEach(this::family);
        json.key("stunServers").array();
        report.servers().forEach(this::server);
        json.endArray().key("relays").array();
        report.relays().forEach(this::relay);
        json.endArray().key("captivePortal").value(NetcheckWords.of(report.portal()))
                .key("portMapping").value(NetcheckWords.mapping(report.mapping()));
        if (report.mapping() instanceof PortMapping.Granted granted) {
            address("portMappingExternal", granted.external());
            json.key("portMappingBehindNat").value(granted.behindNat());
        }
        return json.endObject().toString();
    }

    private void family(FamilyView view) {
        json.key(NetcheckWords.of(view.family())).object().key("local").value(view.local())
                .key("udp").value(NetcheckWords.udp(view.udp()));
        view.inside().ifPresent(inside -> json.key("localPort").value(inside.getPort()));
        view.outside().ifPresent(outside -> address("outside", outside));
        json.key("nat").value(NetcheckWords.translation(report, view))
                .key("mapping").value(NetcheckWords.of(view.nat().mapping()))
                .key("filtering").value(NetcheckWords.of(view.nat().filtering()))
                .key("ports").value(NetcheckWords.ports(view.nat()));
        if (view.nat().ports() instanceof PortAllocation.Sequential(int step)) {
            json.key("portStep").value(step);
        }
        json.key("hairpinning").value(NetcheckWords.of(view.hairpin())).endObject();
    }

    private void server(Server server) {
        json.object().key("server").value(server.named());
        server.address().ifPresent(address -> address("address", address));
        server.mapped().ifPresent(mapped -> address("mapped", mapped));
        server.roundTrip().ifPresent(time -> time("roundTripMs", time));
        server.problem().ifPresent(problem -> json.key("problem").value(problem));
        json.endObject();
    }

    private void relay(Relay relay) {
        json.object().key("url").value(relay.url());
        relay.latency().ifPresent(time -> time("latencyMs", time));
        relay.problem().ifPresent(problem -> json.key("problem").value(problem));
        json.endObject();
    }

    private void address(String key, InetSocketAddress address) {
        json.key(key).value(SocketAddresses.format(address));
    }

    private void time(String key, Duration time) {
        json.key(key).number(String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6));
    }
}
