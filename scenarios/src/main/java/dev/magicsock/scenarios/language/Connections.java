package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.language.Node.Entry;
import dev.magicsock.scenarios.language.Node.Mapping;
import dev.magicsock.scenarios.language.Node.Scalar;
import dev.magicsock.scenarios.language.Node.Sequence;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which endpoints the script connects, and when first: known before the script is read, because traffic and
 * expectations refer to it. What has the wrong shape connects nothing and is reported by its reader.
 */
final class Connections {

    private final Map<Pair, Duration> firstConnect = new HashMap<>();

    private Connections() {
    }

    static Connections of(Mapping root) {
        Connections connections = new Connections();
        if (root.find("script").map(Entry::value).orElse(null) instanceof Sequence script) {
            script.items().forEach(connections::addStep);
        }
        return connections;
    }

    private void addStep(Node step) {
        if (step instanceof Mapping body && body.find("connect").map(Entry::value).orElse(null) instanceof Mapping connect) {
            Optional<Duration> at = text(body, "at").flatMap(Units::duration);
            Optional<Pair> pair = text(connect, "from").flatMap(from -> text(connect, "to").map(to -> Pair.of(from, to)));
            pair.ifPresent(both -> firstConnect.merge(both, at.orElse(Duration.ZERO),
                    (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }
    }

    private static Optional<String> text(Mapping mapping, String key) {
        return mapping.find(key).flatMap(entry ->
                entry.value() instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty());
    }

    /** When these two are connected for the first time, in either direction; empty if never. */
    Optional<Duration> firstConnect(String a, String b) {
        return Optional.ofNullable(firstConnect.get(Pair.of(a, b)));
    }

    /** Two endpoints in either order. */
    private record Pair(String first, String second) {
        static Pair of(String a, String b) {
            return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
        }
    }
}
