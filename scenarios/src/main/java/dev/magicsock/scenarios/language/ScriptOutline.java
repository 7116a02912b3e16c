package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.language.Node.Entry;
import dev.magicsock.scenarios.language.Node.Mapping;
import dev.magicsock.scenarios.language.Node.Scalar;
import dev.magicsock.scenarios.language.Node.Sequence;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the rest of a file may refer to in its script, found before the script is read: which endpoints are connected
 * and when first, and what its faults are called. What has the wrong shape is left out here and reported by its reader.
 */
final class ScriptOutline {

    private static final List<String> NO_FAULTS = List.of("connect", "traffic");

    private final Map<Pair, Duration> firstConnect = new HashMap<>();
    private final Set<String> faults = new LinkedHashSet<>();
    private boolean certain = true;

    private ScriptOutline() {
    }

    static ScriptOutline of(Mapping root) {
        ScriptOutline outline = new ScriptOutline();
        if (root.find("script").map(Entry::value).orElse(null) instanceof Sequence script) {
            script.items().forEach(outline::addStep);
        }
        return outline;
    }

    private void addStep(Node step) {
        if (!(step instanceof Mapping body)) {
            certain = false;
            return;
        }
        for (Entry entry : body.entries()) {
            certain &= Keys.STEP.contains(entry.key()) || Keys.ACTIONS.contains(entry.key());
            if (Keys.ACTIONS.contains(entry.key()) && !NO_FAULTS.contains(entry.key())) {
                faults.add(entry.key());
                text(body, "name").ifPresent(faults::add);
            }
        }
        body.find("connect").ifPresent(connect -> addConnection(body, connect.value()));
    }

    private void addConnection(Mapping step, Node connect) {
        Optional<Duration> at = text(step, "at").flatMap(Units::duration);
        Optional<String> from = connect instanceof Mapping ends ? text(ends, "from") : Optional.empty();
        Optional<String> to = connect instanceof Mapping ends ? text(ends, "to") : Optional.empty();
        if (at.isEmpty() || from.isEmpty() || to.isEmpty() || from.equals(to)) {
            certain = false;
        } else {
            firstConnect.merge(Pair.of(from.get(), to.get()), at.get(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }
    }

    private static Optional<String> text(Mapping mapping, String key) {
        return mapping.find(key).flatMap(entry ->
                entry.value() instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty());
    }

    /** False if a step is so wrong that it may have been meant to connect somebody: then nobody is missed. */
    boolean isCertain() {
        return certain;
    }

    /** When these two are connected for the first time, in either direction; empty if never. */
    Optional<Duration> firstConnect(String a, String b) {
        return Optional.ofNullable(firstConnect.get(Pair.of(a, b)));
    }

    /** What {@code except} can name: the actions that are faults, and the names of such steps. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Two endpoints in either order. */
    private record Pair(String first, String second) {
        static Pair of(String a, String b) {
            return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
        }
    }
}
