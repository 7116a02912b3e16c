package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.language.Values.Range;
import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Expectation;
import dev.magicsock.scenarios.model.Expectation.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the expectations: a list of one time, one pair and one claim each. */
final class ExpectationReader {

    static final int MAX_EXPECTATIONS = 10_000;

    private static final Value.Reader<Range<Duration>> WINDOW =
            Values.range(text -> Units.duration(text).filter(time -> !time.isNegative()),
                    "expected a range of times such as 2s..30s");

    private final Names names;
    private final ScriptOutline outline;
    private final ClaimReader claims;

    private ExpectationReader(Names names, ScriptOutline outline) {
        this.names = names;
        this.outline = outline;
        this.claims = new ClaimReader(outline.faults());
    }

    static List<Expectation> read(Value value, Names names, ScriptOutline outline) {
        ExpectationReader reader = new ExpectationReader(names, outline);
        List<Expectation> expectations = new ArrayList<>();
        value.items("expected a list of expectations", MAX_EXPECTATIONS).ifPresent(items ->
                items.forEach(item -> reader.expectation(item.as("the expectation")).ifPresent(expectations::add)));
        return expectations;
    }

    private Optional<Expectation> expectation(Value value) {
        return Fields.open(value, Keys.EXPECTATION).flatMap(fields -> {
            Optional<String> timeKey = fields.exactlyOne(Keys.TIMES, "time");
            Optional<When> when = timeKey.flatMap(key -> when(fields, key));
            Optional<List<String>> pair = fields.required("pair", each -> Values.pair(each, names.endpoints()));
            Optional<String> claimKey = fields.exactlyOne(Keys.CLAIMS, "claim");
            Optional<Claim> claim = claimKey.flatMap(key -> claims.read(fields, key));
            if (when.isEmpty() || pair.isEmpty() || claim.isEmpty() || !fit(fields, timeKey.get(), claimKey.get())
                    || !connectedInTime(fields, when.get(), timeKey.get(), pair.get())) {
                return Optional.empty();
            }
            String text = sentence(fields, timeKey.get(), pair.get(), claimKey.get());
            return Optional.of(new Expectation(when.get(), pair.get().get(0), pair.get().get(1), claim.get(), text,
                    fields.at().line()));
        });
    }

    private static Optional<When> when(Fields fields, String key) {
        return switch (key) {
            case "by" -> fields.optional(key, Values::positiveDuration).map(When.By::new);
            case "throughout" -> fields.optional(key, WINDOW)
                    .map(range -> new When.Throughout(range.from(), range.to()));
            case "never" -> fields.optional(key, ExpectationReader::never);
            default -> fields.optional(key, Values::onlyTrue).map(yes -> new When.InTheEnd());
        };
    }

    private static Optional<When> never(Value value) {
        if (value.text().isPresent()) {
            return WINDOW.read(value).map(range -> new When.Never(range.from(), Optional.of(range.to())));
        }
        return value.truth().filter(truth -> truth).<When>map(yes -> new When.Never(Duration.ZERO, Optional.empty()))
                .or(() -> value.reject("expected true or a range of times such as 2s..30s"));
    }

    /** Not every claim makes sense with every time. */
    private static boolean fit(Fields fields, String timeKey, String claimKey) {
        boolean aboutPath = claimKey.equals("path");
        boolean once = claimKey.startsWith("time-to-");
        if (timeKey.equals("never") && !aboutPath) {
            return fields.value(claimKey).orElseThrow().rejectAs("stands beside 'never'",
                    "expected 'path' there").isPresent();
        }
        if (once && !timeKey.equals("in-the-end")) {
            return fields.value(claimKey).orElseThrow().rejectAs("stands beside '" + timeKey + "'",
                    "expected 'in-the-end: true' there").isPresent();
        }
        return true;
    }

    private boolean connectedInTime(Fields fields, When when, String timeKey, List<String> pair) {
        Optional<Duration> since = outline.firstConnect(pair.get(0), pair.get(1));
        if (!outline.isCertain()) {
            return true;
        }
        if (since.isEmpty()) {
            fields.reject(fields.at("pair"), "no step connects '" + pair.get(0) + "' and '" + pair.get(1) + "'",
                    "expected 'connect: { from: " + pair.get(0) + ", to: " + pair.get(1) + " }' in a step");
            return false;
        }
        if (when instanceof When.By by && by.limit().compareTo(since.get()) <= 0) {
            fields.reject(fields.at(timeKey), "'" + pair.get(0) + "' and '" + pair.get(1) + "' connect at "
                    + Units.text(since.get()) + ", not before", "expected a later time");
            return false;
        }
        return true;
    }

    /** The expectation as one line, for example "alice and bob: path relay, by 2s". */
    private static String sentence(Fields fields, String timeKey, List<String> pair, String claimKey) {
        String time = timeKey.equals("in-the-end") ? "in the end"
                : timeKey.equals("never") && fields.plain(timeKey).equals("true")
                ? "never" : timeKey + " " + fields.plain(timeKey);
        String except = fields.has("except") ? ", except " + fields.plain("except") : "";
        return pair.get(0) + " and " + pair.get(1) + ": " + claimKey + " " + fields.plain(claimKey) + ", " + time
                + except;
    }
}
