package dev.magicsock.netsim.nat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns the constants of this package into the words of reports and scenario files, and back. */
final class Label {

    private Label() {
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E parse(Class<E> type, String what, String label) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + label + "' is not a " + what + "; it is one of " + all(type)));
    }

    private static <E extends Enum<E>> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Label::of).collect(Collectors.joining(", "));
    }
}
