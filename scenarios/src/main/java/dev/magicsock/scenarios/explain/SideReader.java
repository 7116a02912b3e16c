package dev.magicsock.scenarios.explain;

import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.scenarios.language.Problem;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.RouterSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what somebody is behind: NATs joined by {@code +}, the innermost first. Each is a preset, {@code none}, {@code
 * udp-blocked}, a pair such as {@code address-dependent/endpoint-independent} or {@code A/I} (mapping, then filtering),
 * or knobs as scenario files have them, in braces.
 */
public final class SideReader {

    /** More NATs in a row than anybody has seen. */
    private static final int NATS_MAX = 5;

    private static final int LENGTH_MAX = 1000;
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]+");
    private static final Pattern PAIR = Pattern.compile("([A-Za-z-]+)/([A-Za-z-]+)");
    private static final String NONE = "none";
    private static final String BLOCKED = "udp-blocked";

    private SideReader() {
    }

    /** What reading a side came to. */
    public sealed interface Result {

        /** It is a side. */
        record Read(Side side) implements Result {
        }

        /** It is none; says why in a line. */
        record Wrong(String why) implements Result {
        }
    }

    /** Reads a side; no text gives an exception. */
    public static Result read(String text) {
        List<String> parts = List.of(text.split("\\+", -1));
        if (text.length() > LENGTH_MAX || parts.size() > NATS_MAX) {
            return new Result.Wrong("expected at most " + NATS_MAX + " NATs in a row");
        }
        List<NatBehavior> nats = new ArrayList<>();
        for (String part : parts) {
            if (part.equals(NONE) || part.equals(BLOCKED)) {
                continue;
            }
            Optional<String> yaml = yaml(part);
            if (yaml.isEmpty()) {
                return new Result.Wrong("'" + part
                        + "' is no NAT; expected a preset such as home-router, none, udp-blocked, "
                        + "a pair such as address-dependent/endpoint-independent or A/I, or knobs in braces");
            }
            switch (ScenarioReader.read(probe(yaml.get()).getBytes(StandardCharsets.UTF_8))) {
                case ReadResult.Valid valid -> valid.scenario().network().routers().stream().map(RouterSpec::nat)
                        .flatMap(Optional::stream).forEach(nats::add);
                case ReadResult.Invalid invalid -> {
                    Problem problem = invalid.problems().getFirst();
                    return new Result.Wrong("'" + part + "': " + problem.wrong() + "; " + problem.expected());
                }
            }
        }
        return new Result.Read(new Side(text, nats, parts.contains(BLOCKED)));
    }

    /** The NATs of a side that was read, as scenario files write them, the innermost first. */
    static List<String> knobs(Side side) {
        return Stream.of(side.word().split("\\+", -1)).filter(part -> !part.equals(NONE) && !part.equals(BLOCKED))
                .map(part -> yaml(part).orElseThrow()).toList();
    }

    private static Optional<String> yaml(String part) {
        Matcher pair = PAIR.matcher(part);
        if (pair.matches()) {
            return dependence(pair.group(1))
                    .flatMap(mapping -> dependence(pair.group(2))
                            .map(filtering -> "{ mapping: " + mapping + ", filtering: " + filtering + " }"));
        }
        boolean braces = part.startsWith("{") && part.endsWith("}") && part.chars().noneMatch(c -> c < ' ');
        return Optional.of(part).filter(each -> braces || WORD.matcher(each).matches());
    }

    /** I, A and P are how RFC 4787 sections 4.1 and 5 are abbreviated in the tables of this project. */
    private static Optional<String> dependence(String word) {
        return switch (word) {
            case "I" -> Optional.of(MappingBehavior.ENDPOINT_INDEPENDENT.label());
            case "A" -> Optional.of(MappingBehavior.ADDRESS_DEPENDENT.label());
            case "P" -> Optional.of(MappingBehavior.ADDRESS_AND_PORT_DEPENDENT.label());
            default -> WORD.matcher(word).matches() ? Optional.of(word) : Optional.empty();
        };
    }

    private static String probe(String nat) {
        return "name: probe\nnetwork:\n  routers:\n    box:\n      nat: " + nat + "\n  hosts: { a: { behind: box } }\n"
                + "endpoints: { a: {} }\nscript: []\nexpect: []\n";
    }
}
