package dev.magicsock.scenarios.language;

import dev.magicsock.netsim.address.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Readers for the kinds of values that the language has. */
final class Values {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    static final String A_DURATION = "expected a duration of at most 168h, such as 250ms, 3s or 2m";
    static final String A_SIZE = "expected a size such as 1200B, 1kB or 64KiB";
    static final String A_RATIO = "expected a ratio from 0% to 100%, such as 2%";

    private Values() {
    }

    /** Free text of at most 1000 characters. */
    static Optional<String> text(Value value) {
        Optional<String> text = value.text();
        if (text.isEmpty()) {
            return value.reject("expected text");
        }
        return text.get().length() <= 1000 ? text
                : value.rejectAs("has " + text.get().length() + " characters", "expected at most 1000");
    }

    /** A name that things can be declared with: part of a host name (RFC 1123 section 2.1). */
    static Optional<String> name(Value value) {
        return value.text().filter(Values::isName).or(() -> value.reject(
                "expected a name of lower-case letters, digits and inner hyphens, at most 40"));
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static Optional<Duration> positiveDuration(Value value) {
        return anyDuration(value).flatMap(duration -> duration.isPositive() ? Optional.of(duration)
                : value.reject("expected a duration above zero, such as 250ms"));
    }

    static Optional<Duration> duration(Value value) {
        return anyDuration(value).flatMap(duration -> !duration.isNegative() ? Optional.of(duration)
                : value.reject("expected a duration that is not negative, such as 250ms"));
    }

    /** May be negative. */
    static Optional<Duration> anyDuration(Value value) {
        return value.text().flatMap(Units::duration).or(() -> value.reject(A_DURATION));
    }

    static Optional<Long> rate(Value value) {
        return value.text().flatMap(Units::rate).filter(rate -> rate > 0)
                .or(() -> value.reject("expected a rate above zero, such as 10Mbit/s or 500kbit/s"));
    }

    static Value.Reader<Long> size(long min, long max) {
        return value -> value.text().flatMap(Units::size).map(Optional::of).orElseGet(() -> value.reject(A_SIZE))
                .flatMap(size -> size >= min && size <= max ? Optional.of(size)
                        : value.reject("expected a size from " + min + "B to " + max + "B"));
    }

    static Optional<Double> ratio(Value value) {
        return value.text().flatMap(Units::ratio).or(() -> value.reject(A_RATIO));
    }

    static Optional<Long> skewPpm(Value value) {
        return value.text().flatMap(Units::skewPpm)
                .or(() -> value.reject("expected a whole skew from -100000ppm to 100000ppm, such as 200ppm"));
    }

    static Value.Reader<Long> integer(long min, long max) {
        return value -> value.number().filter(digits -> INTEGER.matcher(digits).matches()).map(Long::parseLong)
                .filter(number -> number >= min && number <= max)
                .or(() -> value.reject(min == max ? "expected " + min
                        : "expected a whole number from " + min + " to " + max));
    }

    static Value.Reader<Integer> smallInteger(int min, int max) {
        Value.Reader<Long> reader = integer(min, max);
        return value -> reader.read(value).map(Math::toIntExact);
    }

    /** {@code on}, {@code off}, {@code true} or {@code false}. */
    static Optional<Boolean> onOff(Value value) {
        return value.truth().or(() -> value.text().flatMap(text -> switch (text) {
            case "on" -> Optional.of(true);
            case "off" -> Optional.of(false);
            default -> Optional.empty();
        })).or(() -> value.reject("expected on or off"));
    }

    /** {@code true}, where the key alone says it all. */
    static Optional<Boolean> onlyTrue(Value value) {
        return value.truth().filter(truth -> truth).or(() -> value.reject("expected true"));
    }

    static <E extends Enum<E>> Value.Reader<E> word(Class<E> type) {
        List<String> words = Words.of(type);
        return value -> value.word(words).map(word -> type.getEnumConstants()[words.indexOf(word)]);
    }

    /** One of these words. */
    static Value.Reader<String> word(Collection<String> words) {
        return value -> value.word(words);
    }

    static Optional<IpAddress> address(Value value) {
        return value.text().flatMap(Values::parseAddress)
                .or(() -> value.reject("expected an IPv4 or IPv6 address such as 198.51.100.7 or 2001:db8::7"))
                .flatMap(address -> address.isUnspecified() || address.isMulticast() || address.isLoopback()
                        ? value.reject("expected the address of one host: not unspecified, multicast or loopback")
                        : Optional.of(address));
    }

    static Optional<IpAddress> parseAddress(String text) {
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A list of at least one item; broken items are reported and left out. */
    static <T> Value.Reader<List<T>> list(Value.Reader<T> reader, String expected, int max) {
        return value -> value.items(expected, max).map(items -> {
            List<T> read = new ArrayList<>();
            items.forEach(item -> reader.read(item).ifPresent(read::add));
            return read;
        });
    }

    /** Two different words of a list of two. */
    static Optional<List<String>> pair(Value value, Collection<String> words) {
        if (!(value.node() instanceof Node.Sequence sequence) || sequence.items().size() != 2) {
            return value.reject("expected a list of two, such as [alice, bob]");
        }
        return list(name -> name.declared(words), "", 2).read(value).filter(read -> read.size() == 2)
                .flatMap(read -> !read.get(0).equals(read.get(1)) ? Optional.of(read)
                        : value.rejectAs("names '" + read.get(0) + "' twice", "expected two different ones"));
    }

    /** A range such as {@code 2s..30s}; both ends are read as values of their own. */
    static <T extends Comparable<T>> Value.Reader<Range<T>> range(Function<String, Optional<T>> end,
            String expected) {
        return value -> value.text().flatMap(text -> splitRange(text, end))
                .or(() -> value.reject(expected))
                .flatMap(range -> range.from().compareTo(range.to()) < 0 ? Optional.of(range)
                        : value.reject("expected the smaller end first"));
    }

    private static <T> Optional<Range<T>> splitRange(String text, Function<String, Optional<T>> end) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return Optional.empty();
        }
        return end.apply(text.substring(0, dots))
                .flatMap(from -> end.apply(text.substring(dots + 2)).map(to -> new Range<>(from, to)));
    }

    /** Two ends, both included. */
    record Range<T>(T from, T to) {
    }
}
