package dev.magicsock.path;

import java.util.List;
import java.util.Optional;

/**
 * Chooses among the usable paths to one remote.
 *
 * <p>It is asked when a path becomes usable or ceases to be, and when a selected path was measured again; never per
 * datagram. Implementations hold no state, so that one serves all remotes, and must not depend on anything but their
 * arguments. Relays are the fallback tier: every selector prefers any direct path.
 */
public interface PathSelector {

    /** The name by which configurations and reports call it. */
    String name();

    /**
     * Chooses the path to use.
     *
     * @param current the path in use, if it is still usable
     * @param usable  every usable path, {@code current} included, in the order in which they became known
     * @return one of {@code usable}; empty only if there is none
     */
    Optional<PathCandidate> select(Optional<PathCandidate> current, List<PathCandidate> usable);

    /**
     * The paths over which the flows of the application are spread; a flow stays on one of them while this list stays
     * the same. The default is the selected path alone.
     *
     * @param selected what {@link #select} chose
     * @param usable   as in {@link #select}
     * @return at least {@code selected}, all of them from {@code usable}
     */
    default List<PathCandidate> carriers(PathCandidate selected, List<PathCandidate> usable) {
        return List.of(selected);
    }
}
