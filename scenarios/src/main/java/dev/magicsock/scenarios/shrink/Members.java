package dev.magicsock.scenarios.shrink;

import dev.magicsock.scenarios.language.ScenarioTree;
import dev.magicsock.scenarios.language.ScenarioTree.Items;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import dev.magicsock.scenarios.language.ScenarioTree.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes members of a network out of a scenario, with everything that is about them. */
final class Members {

    private static final List<String> SECTIONS = List.of("hosts", "routers", "relays", "stun");
    private static final String NETWORK = "network";
    private static final String BEHIND = "behind";

    private Members() {
    }

    /** Hosts, routers, relays and STUN servers, by section. */
    static List<String> names(Mapping scenario) {
        List<String> names = new ArrayList<>();
        if (scenario.find(NETWORK).orElse(null) instanceof Mapping network) {
            for (String section : SECTIONS) {
                if (network.find(section).orElse(null) instanceof Mapping members) {
                    members.entries().keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
                }
            }
        }
        return names;
    }

    /** The scenario without these; what was behind a router is then behind what that was behind. */
    static Mapping without(Mapping scenario, List<String> names) {
        Mapping left = scenario;
        for (String name : names) {
            left = without(left, name);
        }
        return left;
    }

    private static Mapping without(Mapping scenario, String name) {
        Optional<ScenarioTree> outer = router(scenario, name).flatMap(router -> router.find(BEHIND));
        Map<String, ScenarioTree> left = new LinkedHashMap<>();
        scenario.entries().forEach((key, section) -> {
            switch (section) {
                case Items(var items) -> left.put(key,
                        new Items(items.stream().filter(item -> !mentions(item, name)).toList()));
                case Mapping members -> left.put(key, detached(members.without(name), name, outer));
                case Scalar scalar -> left.put(key, scalar);
            }
        });
        return new Mapping(left);
    }

    private static Optional<Mapping> router(Mapping scenario, String name) {
        return scenario.find(NETWORK).map(network -> network instanceof Mapping mapping ? mapping : null)
                .flatMap(network -> network.find("routers")).map(all -> all instanceof Mapping map ? map : null)
                .flatMap(routers -> routers.find(name)).map(one -> one instanceof Mapping map ? map : null);
    }

    /** Without the name as a key, as an item or as what somebody is behind. */
    private static Mapping detached(Mapping members, String name, Optional<ScenarioTree> outer) {
        Map<String, ScenarioTree> left = new LinkedHashMap<>();
        members.entries().forEach((key, value) -> {
            if (key.equals(BEHIND) && is(value, name)) {
                outer.ifPresent(instead -> left.put(key, instead));
            } else if (!key.equals(name)) {
                left.put(key, switch (value) {
                    case Mapping inner -> detached(inner, name, outer);
                    case Items(var items) -> new Items(items.stream().filter(item -> !is(item, name)).toList());
                    case Scalar scalar -> scalar;
                });
            }
        });
        return new Mapping(left);
    }

    private static boolean mentions(ScenarioTree tree, String name) {
        return switch (tree) {
            case Mapping(var entries) -> entries.values().stream().anyMatch(value -> mentions(value, name));
            case Items(var items) -> items.stream().anyMatch(item -> mentions(item, name));
            case Scalar _ -> is(tree, name);
        };
    }

    private static boolean is(ScenarioTree tree, String name) {
        return tree instanceof Scalar(String text, boolean _) && text.equals(name);
    }
}
