package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.comparison.Cell;
import dev.magicsock.scenarios.compare.DrawnWorld;
import dev.magicsock.scenarios.compare.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a world of a comparison as a scenario. */
@Command(name = "world", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints one world of a comparison as a scenario, to run and to look at.",
        footer = {"", "Examples:",
            "  magicsock world --a home --b mobile --strategy call-me-maybe --seed 17 > world.yaml"})
final class WorldCommand implements Callable<Integer> {

    @Option(names = "--a", required = true, paramLabel = "NET", description = "one side: a NAT or a population")
    private String a;

    @Option(names = "--b", required = true, paramLabel = "NET", description = "the other side")
    private String b;

    @Option(names = "--link", paramLabel = "LINK", defaultValue = Networks.USUAL_LINK,
            description = "of the access links (${DEFAULT-VALUE})")
    private String link;

    @Option(names = "--strategy", required = true, paramLabel = "S", completionCandidates = StrategyNames.class,
            description = "of both sides")
    private String strategy;

    @Option(names = "--seed", required = true, paramLabel = "N", description = "the world")
    private long seed;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "15",
            description = "how long it is watched from connecting on (${DEFAULT-VALUE})")
    private int seconds;

    @Mixin
    private StrategyJar strategyJar;

    @Spec
    private CommandSpec spec;

    private final Console console;

    WorldCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> networks = new ArrayList<>(Networks.nats());
        networks.addAll(Networks.populations());
        CompareOptions.check("--a", List.of(a), networks, spec.commandLine());
        CompareOptions.check("--b", List.of(b), networks, spec.commandLine());
        CompareOptions.check("--link", List.of(link), Networks.links(), spec.commandLine());
        CompareOptions.check("--strategy", List.of(strategy), strategyJar.strategies().names(), spec.commandLine());
        if (seconds < 1 || seconds > 3600 || seed < 0) {
            throw new ParameterException(spec.commandLine(), "--seconds: from 1 to 3600; --seed: not negative");
        }
        console.out().print(new DrawnWorld(new Cell(a, b, link), seed, seconds).text(strategy));
        return ExitCode.OK;
    }
}
