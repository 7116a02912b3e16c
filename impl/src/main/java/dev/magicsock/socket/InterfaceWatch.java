package dev.magicsock.socket;

import dev.magicsock.core.LocalInterfaceAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Passes on which addresses the machine has, and tells what is different since the last look. One thread. */
final class InterfaceWatch implements Supplier<List<LocalInterfaceAddress>> {

    private final Supplier<List<LocalInterfaceAddress>> source;
    private final Consumer<Collection<InetAddress>> gone;
    private final Runnable changed;
    private Set<InetAddress> before;

    /**
     * The first look tells nothing.
     *
     * @param gone    told what is missing, before the change is passed on; not called if nothing is
     * @param changed called if something is missing or new
     */
    InterfaceWatch(Supplier<List<LocalInterfaceAddress>> source, Consumer<Collection<InetAddress>> gone,
            Runnable changed) {
        this.source = Objects.requireNonNull(source);
        this.gone = Objects.requireNonNull(gone);
        this.changed = Objects.requireNonNull(changed);
    }

    @Override
    public List<LocalInterfaceAddress> get() {
        List<LocalInterfaceAddress> current = source.get();
        Set<InetAddress> now = new LinkedHashSet<>();
        current.forEach(each -> now.add(each.address()));
        if (before != null && !before.equals(now)) {
            tell(before, now);
        }
        before = now;
        return current;
    }

    private void tell(Set<InetAddress> earlier, Set<InetAddress> now) {
        Set<InetAddress> missing = new LinkedHashSet<>(earlier);
        missing.removeAll(now);
        if (!missing.isEmpty()) {
            gone.accept(missing);
        }
        changed.run();
    }
}
