package dev.magicsock.scenarios.pairs;

import java.util.ArrayList;
import java.util.List;

/** The behaviour of a translator, as far as it decides who can reach whom. */
public record Box(Dependence mapping, Dependence filtering, Scope scope) {

    /** Whose contacts the filter counts. */
    public enum Scope { MAPPING, INTERNAL_ENDPOINT }

    /** All of them: 3 mappings x 3 filterings x 2 scopes. */
    public static List<Box> all() {
        List<Box> all = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            all.addAll(all(scope));
        }
        return all;
    }

    /** The nine of one scope, by mapping and then by filtering. */
    public static List<Box> all(Scope scope) {
        List<Box> all = new ArrayList<>();
        for (Dependence mapping : Dependence.values()) {
            for (Dependence filtering : Dependence.values()) {
                all.add(new Box(mapping, filtering, scope));
            }
        }
        return all;
    }
}
