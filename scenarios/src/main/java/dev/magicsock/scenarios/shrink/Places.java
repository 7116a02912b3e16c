package dev.magicsock.scenarios.shrink;

import dev.magicsock.scenarios.language.ScenarioTree;
import dev.magicsock.scenarios.language.ScenarioTree.Items;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import dev.magicsock.scenarios.language.ScenarioTree.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a tree: keys and numbers of items from the root on.
 *
 * @param steps strings are keys, integers are items
 */
record Places(List<Object> steps) {

    Places {
        steps = List.copyOf(steps);
    }

    /**
     * All places below the root, an outer one before what is in it; expectations and what a scenario needs are left
     * out.
     */
    static List<Places> of(Mapping root) {
        List<Places> places = new ArrayList<>();
        root.entries().forEach((key, value) -> {
            if (!key.equals("expect") && !key.equals("name") && !key.equals("seed") && !key.equals("duration")) {
                collect(value, List.of(key), places);
            }
        });
        return places;
    }

    private static void collect(ScenarioTree tree, List<Object> path, List<Places> places) {
        places.add(new Places(path));
        switch (tree) {
            case Mapping(var entries) -> entries.forEach((key, value) -> collect(value, longer(path, key), places));
            case Items(var items) -> {
                for (int i = 0; i < items.size(); i++) {
                    collect(items.get(i), longer(path, i), places);
                }
            }
            case Scalar _ -> {
                // Nothing is within it.
            }
        }
    }

    private static List<Object> longer(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    String key() {
        return steps.getLast().toString();
    }

    ScenarioTree in(Mapping root) {
        ScenarioTree tree = root;
        for (Object step : steps) {
            tree = switch (tree) {
                case Mapping mapping -> mapping.entries().get((String) step);
                case Items(var items) -> items.get((Integer) step);
                case Scalar _ -> throw new IllegalStateException(steps + " is not in the tree");
            };
        }
        return tree;
    }

    Mapping removedFrom(Mapping root) {
        return (Mapping) change(root, 0, null);
    }

    Mapping replacedIn(Mapping root, ScenarioTree value) {
        return (Mapping) change(root, 0, value);
    }

    private ScenarioTree change(ScenarioTree tree, int depth, ScenarioTree value) {
        boolean last = depth == steps.size() - 1;
        return switch (tree) {
            case Mapping mapping -> {
                String key = (String) steps.get(depth);
                ScenarioTree inner = last ? value : change(mapping.entries().get(key), depth + 1, value);
                yield inner == null ? mapping.without(key) : mapping.with(key, inner);
            }
            case Items(var items) -> {
                int at = (Integer) steps.get(depth);
                List<ScenarioTree> changed = new ArrayList<>(items);
                if (last && value == null) {
                    changed.remove(at);
                } else {
                    changed.set(at, last ? value : change(items.get(at), depth + 1, value));
                }
                yield new Items(changed);
            }
            case Scalar _ -> throw new IllegalStateException(steps + " is not in the tree");
        };
    }
}
