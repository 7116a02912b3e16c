package dev.magicsock.scenarios.fieldreport;

import dev.magicsock.scenarios.language.ScenarioTree;
import dev.magicsock.scenarios.language.ScenarioTree.Items;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import dev.magicsock.scenarios.language.ScenarioTree.Scalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks a document for values; what is missing, null or of another kind is empty. */
final class Json {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(?:\\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?");

    private Json() {
    }

    static Optional<Mapping> object(Mapping owner, String key) {
        return owner.find(key).flatMap(value -> value instanceof Mapping mapping ? Optional.of(mapping)
                : Optional.empty());
    }

    static List<Mapping> objects(Mapping owner, String key) {
        return owner.find(key).orElse(null) instanceof Items(var items) ? items.stream()
                .<Mapping>mapMulti((item, sink) -> {
                    if (item instanceof Mapping mapping) {
                        sink.accept(mapping);
                    }
                }).toList() : List.of();
    }

    /** Text that is there and not null. */
    static Optional<String> text(Mapping owner, String key) {
        return owner.find(key).flatMap(Json::text);
    }

    private static Optional<String> text(ScenarioTree value) {
        return value instanceof Scalar(String text, boolean quoted) && (quoted || !text.equals("null"))
                ? Optional.of(text) : Optional.empty();
    }

    static Optional<Boolean> truth(Mapping owner, String key) {
        return text(owner, key).filter(text -> text.equals("true") || text.equals("false")).map(Boolean::valueOf);
    }

    static Optional<Duration> millis(Mapping owner, String key) {
        return text(owner, key).flatMap(text -> time(text, 6));
    }

    /**
     * A number of seconds times ten to the {@code scale} nanoseconds: 9 for seconds, 6 for milliseconds, 0 for
     * nanoseconds.
     */
    static Optional<Duration> time(String text, int scale) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = new BigDecimal(text).scaleByPowerOfTen(scale);
        boolean fits = nanos.abs().compareTo(BigDecimal.valueOf(Duration.ofDays(1).toNanos())) < 0;
        return fits ? Optional.of(Duration.ofNanos(nanos.longValue())) : Optional.empty();
    }

    /** Keys and texts of an object whose keys are names. */
    static Map<String, ScenarioTree> entries(Mapping owner, String key) {
        return object(owner, key).map(Mapping::entries).orElse(Map.of());
    }
}
