package dev.magicsock.scenarios.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the constants of an enum are written in a scenario: lower case, words joined by hyphens. */
final class Words {

    private Words() {
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> of(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
    }
}
