package dev.magicsock.scenarios.cli;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import dev.magicsock.relaystub.net.TlsIdentity;
import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.relaystub.server.RateLimit;
import dev.magicsock.relaystub.server.RelayServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a relay until it is interrupted. */
@Command(name = "relay", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Serves a relay that real iroh endpoints can use, until it is interrupted.",
        footer = {"", "Examples:", "  magicsock relay", "  magicsock relay --listen 0.0.0.0:3340 --stun 0.0.0.0:3478",
            "  magicsock relay --listen 127.0.0.1:0 --metrics 127.0.0.1:9090",
            "", "Port 0 stands for any free port. Ctrl-C ends all connections and exits with 130;",
            "an address that cannot be listened on or a file that cannot be read exits with 4."})
final class RelayCommand implements Callable<Integer> {

    /** A relay that is away for longer is not restarting. */
    private static final int MAX_RESTART_SECONDS = 86_400;

    /** How long clients are told to try; a process that is not there by then will not come. */
    private static final Duration TRY_FOR = Duration.ofMinutes(1);

    @Option(names = "--listen", paramLabel = "ADDR", defaultValue = "127.0.0.1:3340",
            description = "where HTTP, or HTTPS with TLS, is served (${DEFAULT-VALUE})")
    private String listen;

    @Option(names = "--plain", paramLabel = "ADDR",
            description = "beside TLS: where plain HTTP serves the captive-portal check and nothing else")
    private String plain;

    @ArgGroup
    private Certificate certificate;

    @Option(names = "--stun", paramLabel = "ADDR", description = "where STUN Binding requests are answered over UDP")
    private String stun;

    @Option(names = "--metrics", paramLabel = "ADDR", description = "where Prometheus finds /metrics")
    private String metrics;

    @Option(names = "--allow", paramLabel = "ID", arity = "1..*", description = "let in these endpoints only")
    private final List<String> allowed = new ArrayList<>();

    @Option(names = "--token", paramLabel = "T", description = "let in only who presents this token; may be repeated")
    private final List<String> tokens = new ArrayList<>();

    @Option(names = "--rate-limit", paramLabel = "BYTES/S", description = "read from each client no faster than this")
    private Long bytesPerSecond;

    @Option(names = "--announce-restart", paramLabel = "SECONDS",
            description = "when told to end, tell clients first that they may come back after so long")
    private Integer restartSeconds;

    @Spec
    private CommandSpec spec;

    private final Console console;
    private final Service service;

    RelayCommand(Console console, Service service) {
        this.console = console;
        this.service = service;
    }

    /** What happens between the start of a relay and its end. */
    interface Service {
        /** @param end ends the relay as the user wants it to end */
        void serve(RelayServer relay, Runnable end) throws InterruptedException;
    }

    /** Either two files or none. */
    private static final class Certificate {

        @ArgGroup(exclusive = false)
        private Files files;

        @Option(names = "--tls-self-signed", description = "speak TLS with a new certificate that nobody trusts")
        private boolean selfSigned;
    }

    private static final class Files {

        @Option(names = "--tls-cert", paramLabel = "FILE", required = true,
                description = "PEM: the certificate, then those that lead to its root")
        private Path certificates;

        @Option(names = "--tls-key", paramLabel = "FILE", required = true, description = "PEM: its key, PKCS #8")
        private Path key;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<RelayFrame.Restarting> notice = restartNotice();
        try (RelayServer relay = RelayServer.start(settings())) {
            announce(relay);
            service.serve(relay, () -> notice.ifPresentOrElse(relay::closeForRestart, relay::close));
            return ExitCode.OK;
        } catch (IOException e) {
            console.err().println("magicsock: " + e.getMessage());
            return ExitCode.UNAVAILABLE;
        }
    }

    private void announce(RelayServer relay) {
        String scheme = certificate == null ? "http://" : "https://";
        console.out().println("relay on " + scheme + SocketAddresses.format(relay.address()));
        relay.plainAddress().ifPresent(at -> console.out().println("captive-portal check on http://"
                + SocketAddresses.format(at) + "/generate_204"));
        relay.stunAddress().ifPresent(at -> console.out().println("STUN on udp " + SocketAddresses.format(at)));
        relay.metricsAddress().ifPresent(at -> console.out().println("metrics on http://" + SocketAddresses.format(at)
                + "/metrics"));
        console.out().flush();
    }

    private RelayServerSettings settings() throws IOException {
        Optional<InetSocketAddress> plainListen = address("--plain", plain);
        if (plainListen.isPresent() && certificate == null) {
            throw wrong("--plain", "makes sense beside --tls-cert or --tls-self-signed only");
        }
        return new RelayServerSettings(address("--listen", listen).orElseThrow(), identity(), plainListen,
                address("--stun", stun), address("--metrics", metrics), config(), accessControl(), Version.number());
    }

    private Optional<RelayFrame.Restarting> restartNotice() {
        if (restartSeconds != null && (restartSeconds < 0 || restartSeconds > MAX_RESTART_SECONDS)) {
            throw wrong("--announce-restart", "must be from 0 to " + MAX_RESTART_SECONDS);
        }
        return Optional.ofNullable(restartSeconds)
                .map(seconds -> new RelayFrame.Restarting(Duration.ofSeconds(seconds), TRY_FOR));
    }

    private Optional<TlsIdentity> identity() throws IOException {
        if (certificate == null) {
            return Optional.empty();
        }
        return Optional.of(certificate.selfSigned ? TlsIdentity.selfSigned(Instant.now())
                : TlsIdentity.ofPem(certificate.files.certificates, certificate.files.key));
    }

    private RelayServerConfig config() {
        if (bytesPerSecond == null) {
            return RelayServerConfig.STANDARD;
        }
        try {
            return RelayServerConfig.STANDARD.withRateLimit(RateLimit.of(bytesPerSecond));
        } catch (IllegalArgumentException e) {
            throw wrong("--rate-limit", e.getMessage());
        }
    }

    /** With both, an endpoint has to be listed and to present a token. */
    private AccessControl accessControl() {
        AccessControl listed = allowed.isEmpty() ? AccessControl.everyone()
                : AccessControl.only(allowed.stream().map(this::endpointId).toList());
        if (tokens.isEmpty()) {
            return listed;
        }
        if (tokens.contains("")) {
            throw wrong("--token", "must not be empty");
        }
        AccessControl withToken = AccessControl.tokens(tokens);
        return request -> switch (listed.decide(request)) {
            case AccessControl.Decision.Denied denied -> denied;
            case AccessControl.Decision.Allowed _ -> withToken.decide(request);
        };
    }

    private EndpointId endpointId(String text) {
        try {
            return EndpointId.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--allow", e.getMessage());
        }
    }

    private Optional<InetSocketAddress> address(String option, String text) {
        try {
            return Optional.ofNullable(text).map(SocketAddresses::parse);
        } catch (IllegalArgumentException e) {
            throw wrong(option, e.getMessage());
        }
    }

    private ParameterException wrong(String option, String why) {
        return new ParameterException(spec.commandLine(), option + ": " + why);
    }
}
