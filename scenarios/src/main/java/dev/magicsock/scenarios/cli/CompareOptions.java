package dev.magicsock.scenarios.cli;

import dev.magicsock.punch.Strategies;
import dev.magicsock.reports.comparison.Cell;
import dev.magicsock.scenarios.compare.Networks;
import dev.magicsock.scenarios.language.Suggestion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is compared, as the command line says it. */
final class CompareOptions {

    private static final String ALL = "all";

    @Option(names = "--strategies", split = ",", paramLabel = "S", required = true,
            completionCandidates = StrategyNames.class,
            description = "the strategies, or all; the others are tested against the first")
    private List<String> strategies;

    @Option(names = "--nats", split = ",", paramLabel = "NAT", description = "each of these against each, itself "
            + "included: presets, none, udp-blocked, or all")
    private List<String> nats = List.of();

    @Option(names = "--populations", split = ",", paramLabel = "P", description = "each of these against each, with "
            + "NATs drawn for every world: home, mobile, office")
    private List<String> populations = List.of();

    @Option(names = "--links", split = ",", paramLabel = "LINK", defaultValue = Networks.USUAL_LINK,
            description = "of the access links: presets, or usual for links drawn for every world")
    private List<String> links;

    @Option(names = "--seeds", paramLabel = "A..B", defaultValue = "1..100", converter = WorldSeeds.Converter.class,
            description = "the worlds of each cell (${DEFAULT-VALUE})")
    private WorldSeeds seeds;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "15",
            description = "how long each world is watched from connecting on (${DEFAULT-VALUE})")
    private int seconds;

    WorldSeeds seeds() {
        return seeds;
    }

    int seconds() {
        return seconds;
    }

    List<String> strategies(Strategies known) {
        return strategies.equals(List.of(ALL)) ? known.names() : strategies;
    }

    /** @throws ParameterException if a word is unknown or nothing is to be compared */
    List<Cell> cells(Strategies known, CommandLine commandLine) {
        check("--strategies", strategies(known), known.names(), commandLine);
        List<String> allNats = nats.equals(List.of(ALL)) ? Networks.nats() : nats;
        check("--nats", allNats, Networks.nats(), commandLine);
        check("--populations", populations, Networks.populations(), commandLine);
        check("--links", links, Networks.links(), commandLine);
        if (seconds < 1 || seconds > 3600) {
            throw new ParameterException(commandLine, "--seconds: from 1 to 3600");
        }
        List<Cell> cells = new ArrayList<>();
        for (String link : links) {
            pair(allNats, link, cells);
            pair(populations, link, cells);
        }
        if (cells.isEmpty()) {
            throw new ParameterException(commandLine, "--nats or --populations: say between whom to compare");
        }
        return cells;
    }

    private static void pair(List<String> words, String link, List<Cell> cells) {
        for (int i = 0; i < words.size(); i++) {
            for (int j = i; j < words.size(); j++) {
                cells.add(new Cell(words.get(i), words.get(j), link));
            }
        }
    }

    static void check(String option, List<String> words, List<String> known, CommandLine commandLine) {
        for (String word : words) {
            if (!known.contains(word)) {
                throw new ParameterException(commandLine, option + ": '" + word + "' is unknown; "
                        + Suggestion.question(word, known) + "expected " + String.join(", ", known));
            }
        }
        if (words.stream().distinct().count() < words.size()) {
            throw new ParameterException(commandLine, option + ": something is there twice");
        }
    }
}
