package dev.magicsock.scenarios.shrink;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How an expectation fails, without what a smaller scenario changes anyway: a failure with another reason is another
 * failure, even of the same expectation.
 *
 * @param outcome broken, or not decided
 * @param reason  the most immediate cause, or what happened where no cause is known, without names and numbers
 */
public record FailureKind(ExpectationResult.Outcome outcome, String reason) {

    private static final Pattern WITH_DIGITS = Pattern.compile("\\S*[0-9]\\S*");

    public FailureKind {
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(reason);
    }

    /** @param scenario whose hosts, routers and relays are the names */
    public static FailureKind of(ExpectationResult result, Mapping scenario) {
        String words = result.because().isEmpty() ? result.happened() : result.because().getFirst();
        String plain = WITH_DIGITS.matcher(words).replaceAll("#");
        List<String> names = Members.names(scenario);
        if (!names.isEmpty()) {
            String any = names.stream().map(Pattern::quote).collect(Collectors.joining("|", "\\b(?:", ")\\b"));
            plain = Pattern.compile(any).matcher(plain).replaceAll(Matcher.quoteReplacement("@"));
        }
        return new FailureKind(result.outcome(), plain);
    }
}
