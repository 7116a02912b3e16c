package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.language.Node.Entry;
import dev.magicsock.scenarios.language.Node.Mapping;
import java.util.List;
import java.util.Optional;

/** Bounds the sections of a file before anything in them is compared with anything else. */
final class Sizes {

    private Sizes() {
    }

    /** Reports sections that have too many members. */
    static boolean areWithinBounds(Mapping root, Problems problems) {
        for (String section : List.of("relays", "stun", "routers", "hosts")) {
            check(section, child(root.find("network").map(Entry::value), section), problems);
        }
        check("endpoints", root.find("endpoints"), problems);
        return problems.count() == 0;
    }

    private static Optional<Entry> child(Optional<Node> parent, String key) {
        return parent.flatMap(node -> node instanceof Mapping mapping ? mapping.find(key) : Optional.empty());
    }

    private static void check(String section, Optional<Entry> entry, Problems problems) {
        entry.ifPresent(found -> {
            int members = switch (found.value()) {
                case Mapping mapping -> mapping.entries().size();
                case Node.Sequence sequence -> sequence.items().size();
                case Node.Scalar _ -> 0;
            };
            if (members > ScenarioReader.MAX_MEMBERS) {
                problems.add(found.keyAt(), "'" + section + "' has " + members + " members",
                        "expected at most " + ScenarioReader.MAX_MEMBERS);
            }
        });
    }
}
