package dev.magicsock.bench.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Good clients that come one by one, and how long each took from its first packet until it was let in. One that is
 * turned away comes back as iroh's do: after 10 ms, then after twice as long each time (relay protocol section 13).
 */
final class Newcomers {

    private static final long FIRST_BACK_OFF_MILLIS = 10;
    private static final long LONGEST_BACK_OFF_MILLIS = 16_000;
    private static final double MILLION = 1e6;

    private final Driver driver;
    private final InetSocketAddress relay;
    private final InetAddress from;
    private final List<CompletableFuture<Duration>> waits = new ArrayList<>();
    private int attempts;

    /** @param from the address that all of them have */
    Newcomers(Driver driver, InetSocketAddress relay, InetAddress from) {
        this.driver = driver;
        this.relay = relay;
        this.from = from;
    }

    /** One more; does not wait for it. */
    void come() {
        CompletableFuture<Duration> wait = new CompletableFuture<>();
        waits.add(wait);
        driver.loop().execute(() -> attempt(System.nanoTime(), FIRST_BACK_OFF_MILLIS, wait));
    }

    private void attempt(long began, long backOffMillis, CompletableFuture<Duration> wait) {
        if (wait.isDone()) {
            return;
        }
        attempts++;
        driver.open(relay, from).whenComplete((_, failure) -> {
            if (failure == null) {
                wait.complete(Duration.ofNanos(System.nanoTime() - began));
            } else {
                long next = Math.min(2 * backOffMillis, LONGEST_BACK_OFF_MILLIS);
                driver.loop().schedule(() -> attempt(began, next, wait), backOffMillis, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Waits for all of them together for at most so long, and says how they fared. */
    String report(Duration patience) throws InterruptedException, ExecutionException {
        List<Duration> taken = new ArrayList<>();
        long giveUp = System.nanoTime() + patience.toNanos();
        for (CompletableFuture<Duration> wait : waits) {
            try {
                taken.add(wait.get(Math.max(0, giveUp - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException | TimeoutException e) {
                wait.cancel(false);
            }
        }
        taken.sort(null);
        String times = taken.isEmpty() ? "" : String.format(Locale.ROOT,
                " after %.0f ms in the median and at most %.0f ms",
                millis(taken.get(taken.size() / 2)), millis(taken.getLast()));
        return taken.size() + " of " + waits.size() + " newcomers from " + from.getHostAddress() + " let in" + times
                + ", in " + driver.loop().submit(() -> attempts).get() + " attempts";
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / MILLION;
    }
}
