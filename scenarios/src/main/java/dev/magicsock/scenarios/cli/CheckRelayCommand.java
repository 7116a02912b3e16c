package dev.magicsock.scenarios.cli;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relaystub.check.CheckTarget;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.Outcome;
import dev.magicsock.relaystub.check.RelayCheck;
import dev.magicsock.relaystub.check.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks any relay rule by rule. */
@Command(name = "check-relay", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Checks whether a relay keeps the rules of the iroh relay protocol, one by one.",
        footer = {"", "Examples:", "  magicsock check-relay https://relay.example",
            "  magicsock check-relay http://127.0.0.1:3340 --junit relay.xml",
            "", "Exit codes: 0 all rules are kept, 1 some are not, 2 wrong usage, 4 the relay does not answer."})
final class CheckRelayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "URL", description = "the relay, such as https://relay.example or http://127.0.0.1:3340")
    private String url;

    @Option(names = "--insecure", description = "accept any certificate")
    private boolean insecure;

    @Option(names = "--token", paramLabel = "T", description = "the token to present")
    private String token;

    @Option(names = "--patient", description = "also check what takes half a minute to show")
    private boolean patient;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "5",
            description = "for connecting and for every answer that is due (${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Option(names = "--json", description = "print one JSON document instead of a table")
    private boolean json;

    @Option(names = "--junit", paramLabel = "FILE", description = "also write the results as JUnit XML")
    private Path junit;

    @Spec
    private CommandSpec spec;

    private final Console console;

    CheckRelayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        CheckTarget target = target();
        RelayCheck check = new RelayCheck(target, new SecureRandom());
        try {
            check.requireReachable();
        } catch (IOException e) {
            console.err().println("magicsock: " + target.url().withoutQuery() + " does not answer: " + e.getMessage());
            return ExitCode.UNAVAILABLE;
        }
        ConformanceTable table = new ConformanceTable(console.terminal());
        List<RuleResult> results = check.run(patient ? RelayCheck.Depth.PATIENT : RelayCheck.Depth.USUAL, result -> {
            if (!json) {
                console.out().println(table.row(result));
                console.out().flush();
            }
        });
        String name = target.url().withoutQuery().toString();
        console.out().println(json ? ConformanceJson.of(name, results) : table.summary(results));
        if (junit != null) {
            Files.writeString(junit, ConformanceJunit.of(name, results));
        }
        boolean failed = results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED);
        return failed ? ExitCode.FAILED : ExitCode.OK;
    }

    private CheckTarget target() {
        if (timeoutSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout: at least 1 second");
        }
        if (junit != null && !Files.isDirectory(junit.toAbsolutePath().getParent())) {
            throw new ParameterException(spec.commandLine(), "--junit: " + junit + " is in no directory");
        }
        try {
            return new CheckTarget(RelayUrl.parse(url), insecure ? Dialer.Tls.INSECURE : Dialer.Tls.VERIFIED,
                    Optional.ofNullable(token), Duration.ofSeconds(timeoutSeconds));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
