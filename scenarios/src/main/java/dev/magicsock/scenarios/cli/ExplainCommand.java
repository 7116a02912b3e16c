package dev.magicsock.scenarios.cli;

import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.punch.Strategies;
import dev.magicsock.reports.text.SafeText;
import dev.magicsock.scenarios.explain.Explanation;
import dev.magicsock.scenarios.explain.ExplanationJson;
import dev.magicsock.scenarios.explain.ExplanationText;
import dev.magicsock.scenarios.explain.Meeting;
import dev.magicsock.scenarios.explain.MeetingScenario;
import dev.magicsock.scenarios.explain.Side;
import dev.magicsock.scenarios.explain.SideReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what can work between two networks, and why. */
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Says what can work between two networks, and why, without running anything.",
        footer = {"", "A network is a NAT or several joined by '+', the innermost first: presets, none, udp-blocked, a "
        + "pair of",
            "mapping and filtering such as A/I or address-dependent/endpoint-independent, or knobs in braces.",
            "", "Examples:", "  magicsock explain --a home-router --b symmetric",
            "  magicsock explain --a home-router+carrier-grade --b P/A --json",
            "  magicsock explain --a home-router --b home-router --shared carrier-grade --scenario try.yaml",
            "", "Exit codes: 0 explained, 2 wrong usage, 4 the scenario cannot be written."})
final class ExplainCommand implements Callable<Integer> {

    @Option(names = "--a", required = true, paramLabel = "NET", description = "one side")
    private String a;

    @Option(names = "--b", required = true, paramLabel = "NET", description = "the other side")
    private String b;

    @Option(names = "--shared", paramLabel = "NAT",
            description = "a NAT beyond both; --a and --b then say what each has in "
            + "front of it, none if nothing")
    private String shared;

    @Option(names = "--ipv6", description = "both have IPv6 addresses too")
    private boolean ipv6;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Option(names = "--scenario", paramLabel = "FILE", description = "also write the two as a scenario to run")
    private Path scenario;

    @Option(names = "--strategy", paramLabel = "S", defaultValue = "call-me-maybe",
            description = "of that scenario (${DEFAULT-VALUE})")
    private String strategy;

    @Spec
    private CommandSpec spec;

    private final Console console;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CompareOptions.check("--strategy", List.of(strategy), Strategies.BUILT_IN.names(), spec.commandLine());
        Optional<Side> beyond = Optional.ofNullable(shared).map(word -> side("--shared", word));
        Meeting meeting = new Meeting(side("--a", a), side("--b", b), beyond.map(this::onlyNat), ipv6);
        Explanation explanation = Explanation.of(meeting);
        if (json) {
            console.out().println(ExplanationJson.render(explanation));
        } else {
            print(explanation);
        }
        return scenario == null ? ExitCode.OK : write(MeetingScenario.text(meeting, beyond, strategy));
    }

    private Side side(String option, String word) {
        return switch (SideReader.read(word)) {
            case SideReader.Result.Read(Side side) -> side;
            case SideReader.Result.Wrong(String why) -> throw new ParameterException(spec.commandLine(), option + ": "
                    + why);
        };
    }

    private NatBehavior onlyNat(Side side) {
        if (side.nats().size() != 1 || side.noUdp()) {
            throw new ParameterException(spec.commandLine(), "--shared: expected one NAT");
        }
        return side.nats().getFirst();
    }

    private void print(Explanation explanation) {
        SafeText safe = new SafeText(console.terminal().glyphs());
        for (ExplanationText.Paragraph paragraph : ExplanationText.of(explanation, Strategies.BUILT_IN.names())) {
            String before = paragraph.first() + " ".repeat(paragraph.indent() - paragraph.first().length());
            for (String line : Wrapping.lines(paragraph.text(), console.terminal().width() - paragraph.indent())) {
                console.out().println((before + safe.sentence(line)).stripTrailing());
                before = " ".repeat(paragraph.indent());
            }
        }
    }

    private int write(String text) {
        try {
            Files.writeString(scenario, text);
            return ExitCode.OK;
        } catch (IOException e) {
            console.err().println("magicsock: " + WriteFailure.words(scenario, e));
            return ExitCode.UNAVAILABLE;
        }
    }
}
