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

/** Passes on which addresses the machine has, and tells which ones it has lost since the last look. One thread. */
final class InterfaceWatch implements Supplier<List<LocalInterfaceAddress>> {

    private final Supplier<List<LocalInterfaceAddress>> source;
    private final Consumer<Collection<InetAddress>> gone;
    private Set<InetAddress> before = new LinkedHashSet<>();

    /** @param gone told what is missing, not called if nothing is */
    InterfaceWatch(Supplier<List<LocalInterfaceAddress>> source, Consumer<Collection<InetAddress>> gone) {
        this.source = Objects.requireNonNull(source);
        this.gone = Objects.requireNonNull(gone);
    }

    @Override
    public List<LocalInterfaceAddress> get() {
        List<LocalInterfaceAddress> current = source.get();
        Set<InetAddress> now = new LinkedHashSet<>();
        current.forEach(each -> now.add(each.address()));
        before.removeAll(now);
        if (!before.isEmpty()) {
            gone.accept(List.copyOf(before));
        }
        before = now;
        return current;
    }
}
