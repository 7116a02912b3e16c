package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Hears what happens to one endpoint, and lets a test wait for it.
 *
 * @param <E> all that can happen
 */
final class Watch<E> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<Heard<E>> heard = new LinkedBlockingQueue<>();

    private record Heard<E>(E event, Instant at) {
    }

    /** A listener. */
    void happened(E event, Instant at) {
        heard.add(new Heard<>(event, at));
    }

    /** Waits for the next event of a kind, passing over others, and tells when it happened. */
    Instant await(Class<? extends E> kind) throws InterruptedException {
        return await(kind, _ -> true);
    }

    /** The same, passing over those of the kind that are not wanted too. */
    <T extends E> Instant await(Class<T> kind, Predicate<T> wanted) throws InterruptedException {
        while (true) {
            Heard<E> next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(next, () -> "heard nothing of " + kind.getSimpleName());
            if (kind.isInstance(next.event()) && wanted.test(kind.cast(next.event()))) {
                return next.at();
            }
        }
    }

    /** Listens for a while, in which there must be no event of a kind. */
    void expectNone(Class<? extends E> kind, Duration during) throws InterruptedException {
        long end = System.nanoTime() + during.toNanos();
        Heard<E> next;
        while ((next = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)) != null) {
            assertFalse(kind.isInstance(next.event()), next.event().toString());
        }
    }
}
