package dev.magicsock.scenarios.cli;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.dial.DialSettings;
import dev.magicsock.dial.NameResolver;
import dev.magicsock.endpoint.RelayCertificates;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netreport.NetReport.Family;
import dev.magicsock.reports.text.SafeText;
import dev.magicsock.scenarios.netcheck.NetcheckJson;
import dev.magicsock.scenarios.netcheck.NetcheckReport;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Answer;
import dev.magicsock.scenarios.netcheck.NetcheckReport.FamilyView;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Nic;
import dev.magicsock.scenarios.netcheck.NetcheckReport.PortMapping;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Portal;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Relay;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Server;
import dev.magicsock.scenarios.netcheck.NetcheckText;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what this machine's own network looks like to a MagicSock. */
@Command(name = "netcheck", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Says what this machine's own network looks like to a MagicSock. Nothing is sent but to the "
                + "servers that "
                + "are named here, and to the resolver of this machine where they are names.",
        footer = {"", "Examples:", "  magicsock netcheck",
            "  magicsock netcheck --stun stun.example:3478 --stun 192.0.2.7:3478 --relay https://relay.example --json",
            "", "Two STUN servers at different addresses show how a NAT maps; one with two addresses (RFC 5780) how it",
            "filters. 'magicsock import' makes a scenario of the document.",
            "", "Exit codes: 0 somebody answered, or nobody was to be asked, 2 wrong usage, 4 nobody answered."})
final class NetcheckCommand implements Callable<Integer> {

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\s\\[\\]/]+)(?::([0-9]{1,5}))?");

    /** RFC 8489 section 8.1. */
    private static final int STUN_PORT = 3478;
    private static final int NAMED_MAX = 20;

    @Option(names = "--stun", paramLabel = "HOST[:PORT]", description = "a STUN server; may be repeated")
    private final List<String> stun = new ArrayList<>();

    @Option(names = "--relay", paramLabel = "URL", description = "a relay; may be repeated")
    private final List<String> relays = new ArrayList<>();

    @Option(names = "--ca", paramLabel = "FILE",
            description = "trust relays by the certificates in this file alone (PEM)")
    private Path ca;

    @Option(names = "--hairpin", description = "also send to this machine's own outside address, to see whether it "
            + "comes back")
    private boolean hairpin;

    @Option(names = "--captive-portal", description = "also ask the first relay's host, at port 80 for https, whether "
            + "somebody answers in its place")
    private boolean captivePortal;

    @Option(names = "--gateway", paramLabel = "IP", description = "also ask this gateway for a port mapping by PCP, "
            + "NAT-PMP and UPnP, and give it back")
    private String gateway;

    @Option(names = "--json", description = "print one JSON document; 'magicsock schema --netcheck' describes it")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Console console;

    NetcheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (stun.size() > NAMED_MAX || relays.size() > NAMED_MAX) {
            throw new ParameterException(spec.commandLine(), "at most " + NAMED_MAX + " servers of each kind");
        }
        List<RelayUrl> urls = urls();
        Optional<InetAddress> gatewayAddress = Optional.ofNullable(gateway).map(this::literal);
        List<Server> unknown = new ArrayList<>();
        List<StunSurvey.Target> targets = targets(unknown);
        List<Nic> interfaces = interfaces();
        List<FamilyView> families = new ArrayList<>();
        List<Server> servers = new ArrayList<>(unknown);
        for (Family family : Family.values()) {
            StunSurvey survey = new StunSurvey(family, interfaces.stream().flatMap(nic -> nic.addresses().stream())
                    .anyMatch(address -> isOf(family, address)), hairpin, new SecureRandom());
            families.add(survey.look(targets.stream()
                    .filter(target -> isOf(family, target.address().getAddress())).toList()));
            servers.addAll(survey.servers());
        }
        RelaySurvey relaySurvey = new RelaySurvey(settings());
        List<Relay> measured = new ArrayList<>();
        for (RelayUrl url : urls) {
            measured.add(relaySurvey.measure(url));
        }
        Portal portal = captivePortal && !urls.isEmpty() ? relaySurvey.portal(urls.getFirst()) : Portal.NOT_ASKED;
        PortMapping mapping = gatewayAddress.isPresent() ? GatewayProbe.ask(gatewayAddress.get())
                : new PortMapping.NotAsked();
        NetcheckReport report =
                new NetcheckReport(Version.number(), interfaces, families, servers, measured, portal, mapping);
        print(report);
        boolean answered = families.stream().anyMatch(view -> view.udp() == Answer.YES)
                || measured.stream().anyMatch(relay -> relay.latency().isPresent())
                || mapping instanceof PortMapping.Granted;
        return answered || stun.isEmpty() && relays.isEmpty() && gateway == null ? ExitCode.OK : ExitCode.UNAVAILABLE;
    }

    private void print(NetcheckReport report) {
        if (json) {
            console.out().println(NetcheckJson.render(report));
            return;
        }
        SafeText safe = new SafeText(console.terminal().glyphs());
        NetcheckText.of(report).forEach(line -> console.out().println(safe.sentence(line)));
    }

    private List<RelayUrl> urls() {
        try {
            return relays.stream().map(RelayUrl::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--relay: " + e.getMessage());
        }
    }

    private InetAddress literal(String address) {
        return SocketAddresses.parseAddress(address).orElseThrow(() -> new ParameterException(spec.commandLine(),
                "--gateway: expected an IP address, not '" + address + "'"));
    }

    private DialSettings settings() {
        try {
            return ca == null ? DialSettings.STANDARD : DialSettings.STANDARD.withTls(RelayCertificates.trusting(ca));
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--ca: " + e.getMessage());
        }
    }

    /** @param unknown takes those whose name has no address */
    private List<StunSurvey.Target> targets(List<Server> unknown) {
        List<StunSurvey.Target> targets = new ArrayList<>();
        for (String named : stun) {
            Matcher matcher = HOST_AND_PORT.matcher(named);
            int port = matcher.matches() ? matcher.group(2) == null ? STUN_PORT : Integer.parseInt(matcher.group(2))
                    : 0;
            if (port < 1 || port > 65_535) {
                throw new ParameterException(spec.commandLine(), "--stun: expected HOST or HOST:PORT, not '" + named
                        + "'");
            }
            try {
                String host = matcher.group(1).replace("[", "").replace("]", "");
                NameResolver.SYSTEM.resolve(host).forEach(address ->
                        targets.add(new StunSurvey.Target(named, new InetSocketAddress(address, port))));
            } catch (UnknownHostException e) {
                unknown.add(new Server(named, Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of("there is no address of this name")));
            }
        }
        return targets;
    }

    private static boolean isOf(Family family, InetAddress address) {
        return address instanceof Inet6Address == (family == Family.IPV6);
    }

    private static List<Nic> interfaces() throws IOException {
        List<Nic> nics = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            List<InetAddress> addresses = each.inetAddresses()
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()).toList();
            if (each.isUp() && !addresses.isEmpty()) {
                nics.add(new Nic(each.getName(), addresses));
            }
        }
        return nics;
    }
}
