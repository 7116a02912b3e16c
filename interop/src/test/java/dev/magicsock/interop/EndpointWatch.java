package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.magicsock.endpoint.EndpointEvent;
import dev.magicsock.endpoint.EndpointListener;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Hears what happens to one endpoint, and lets a test wait for it. */
final class EndpointWatch implements EndpointListener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    private record Heard(EndpointEvent event, Instant at) {
    }

    @Override
    public void happened(EndpointEvent event, Instant at) {
        heard.add(new Heard(event, at));
    }

    /** Waits for the next event of a kind, passing over others, and tells when it happened. */
    Instant await(Class<? extends EndpointEvent> kind) throws InterruptedException {
        return await(kind, _ -> true);
    }

    /** The same, passing over those of the kind that are not wanted too. */
    <T extends EndpointEvent> Instant await(Class<T> kind, Predicate<T> wanted) throws InterruptedException {
        while (true) {
            Heard next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(next, () -> "heard nothing of " + kind.getSimpleName());
            if (kind.isInstance(next.event()) && wanted.test(kind.cast(next.event()))) {
                return next.at();
            }
        }
    }

    /** Listens for a while, in which there must be no event of a kind. */
    void expectNone(Class<? extends EndpointEvent> kind, Duration during) throws InterruptedException {
        long end = System.nanoTime() + during.toNanos();
        Heard next;
        while ((next = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)) != null) {
            assertFalse(kind.isInstance(next.event()), next.event().toString());
        }
    }
}
