package dev.magicsock.scenarios.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The time that some windows cover together. Immutable; questions about it take logarithmic time. */
final class Windows {

    /** In order, and none touches the next. */
    private final List<Window> disjoint;

    private Windows(List<Window> disjoint) {
        this.disjoint = disjoint;
    }

    static Windows unionOf(List<Window> windows) {
        List<Window> disjoint = new ArrayList<>();
        for (Window window : windows.stream().sorted(Comparator.comparing(Window::from)).toList()) {
            if (disjoint.isEmpty() || window.from().isAfter(disjoint.getLast().to())) {
                disjoint.add(window);
            } else if (window.to().isAfter(disjoint.getLast().to())) {
                disjoint.add(new Window(disjoint.removeLast().from(), window.to()));
            }
        }
        return new Windows(disjoint);
    }

    /** Whether some instant of this stretch is covered. */
    boolean meet(Window stretch) {
        int index = firstEndingFrom(stretch.from());
        return index < disjoint.size() && !disjoint.get(index).from().isAfter(stretch.to());
    }

    /** The longest part of this stretch that is not covered. */
    Duration longestOutside(Window stretch) {
        Duration longest = Duration.ZERO;
        Instant free = stretch.from();
        for (int i = firstEndingFrom(free); i < disjoint.size() && !disjoint.get(i).from().isAfter(stretch.to()); i++) {
            longest = longer(longest, Duration.between(free, disjoint.get(i).from()));
            free = disjoint.get(i).to();
        }
        return longer(longest, Duration.between(free, stretch.to()));
    }

    /** The index of the first window that ends at this instant or later; their number if none does. */
    private int firstEndingFrom(Instant at) {
        int low = 0;
        int high = disjoint.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (disjoint.get(middle).to().isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Duration longer(Duration x, Duration y) {
        return x.compareTo(y) >= 0 ? x : y;
    }
}
