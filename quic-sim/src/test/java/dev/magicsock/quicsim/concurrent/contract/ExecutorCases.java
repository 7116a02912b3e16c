package dev.magicsock.quicsim.concurrent.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads, executors, queues, futures and maps; run as they are and woven. */
public final class ExecutorCases {

    private ExecutorCases() {
    }

    public static List<Case> all() {
        return List.of(
                new Case("a thread is joined when it has ended", ExecutorCases::join, "false [ran]"),
                new Case("a thread starts once", ExecutorCases::startTwice, "refused"),
                new Case("sleep is interrupted and forgets", ExecutorCases::sleepInterrupted,
                        "interrupted, forgotten"),
                new Case("one thread does things in order", ExecutorCases::order, "[0, 1, 2, 3, 4]"),
                new Case("a result is waited for", ExecutorCases::result, "42 true"),
                new Case("a failure is wrapped", ExecutorCases::failure, "java.lang.IllegalStateException"),
                new Case("what is cancelled does not run", ExecutorCases::cancelled, "cancelled, true, not run"),
                new Case("cancelling interrupts what runs", ExecutorCases::cancelRunning, "interrupted"),
                new Case("a result that takes too long is given up", ExecutorCases::resultTimesOut, "over"),
                new Case("delays decide about the order", ExecutorCases::delays, "[early, late]"),
                new Case("a rate goes on until it is cancelled", ExecutorCases::rate, "3 true"),
                new Case("a periodic failure is the last", ExecutorCases::periodicFailure, "1"),
                new Case("shutdown does what waits and refuses the rest", ExecutorCases::shutdown,
                        "refused, [delayed], terminated"),
                new Case("shutdown ends what is periodic", ExecutorCases::shutdownPeriodic, "terminated"),
                new Case("shutdownNow interrupts and returns what waits", ExecutorCases::shutdownNow,
                        "interrupted, 1 left"),
                new Case("a pool has as many threads as it says", ExecutorCases::pool, "2 at once"),
                new Case("a queue is waited at", ExecutorCases::take, "[1, 2]"),
                new Case("an empty queue is given up", ExecutorCases::poll, "null null"),
                new Case("a full queue refuses and blocks", ExecutorCases::bounded, "true false false [a, b]"),
                new Case("a queue takes no null", ExecutorCases::noNull, "refused"),
                new Case("a queue is emptied at once", ExecutorCases::drain, "2 [1, 2] [3]"),
                new Case("a future is waited for", ExecutorCases::future, "done done"),
                new Case("a future fails with its reason", ExecutorCases::futureFails, "wrapped wrapped on purpose"),
                new Case("a future runs out of time", ExecutorCases::futureTimesOut, "over default"),
                new Case("what depends on a future follows it", ExecutorCases::dependents, "[copy x, direct x]"),
                new Case("a map can be changed while it is read", ExecutorCases::map, "2 [a, c]"),
                new Case("a map takes no null", ExecutorCases::mapNoNull, "refused refused"));
    }

    private static String join() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Thread thread = new Thread(() -> log.add("ran"));
        boolean alive = thread.isAlive();
        thread.start();
        thread.join();
        return (alive || thread.isAlive()) + " " + log;
    }

    private static String startTwice() throws Exception {
        Thread thread = new Thread(() -> { });
        thread.start();
        thread.join();
        try {
            thread.start();
            return "allowed";
        } catch (IllegalThreadStateException e) {
            return "refused";
        }
    }

    private static String sleepInterrupted() {
        Thread.currentThread().interrupt();
        try {
            Thread.sleep(30_000);
            return "not noticed";
        } catch (InterruptedException e) {
            return "interrupted, " + (Thread.currentThread().isInterrupted() ? "remembered" : "forgotten");
        }
    }

    private static String order() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        List<Integer> log = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 5; i++) {
            int number = i;
            executor.execute(() -> log.add(number));
        }
        return ended(executor) + log;
    }

    private static String ended(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        return executor.awaitTermination(30, TimeUnit.SECONDS) ? "" : "not terminated ";
    }

    private static String result() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<Integer> future = executor.submit(() -> 42);
        String text = future.get() + " " + future.isDone();
        return ended(executor) + text;
    }

    private static String failure() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<?> future = executor.submit(() -> {
            throw new IllegalStateException("on purpose");
        });
        try {
            future.get();
            return "no failure";
        } catch (ExecutionException e) {
            return ended(executor) + e.getCause().getClass().getName();
        }
    }

    private static String cancelled() throws Exception {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        ScheduledFuture<?> future = executor.schedule(() -> log.add("ran"), 30, TimeUnit.SECONDS);
        future.cancel(false);
        String text;
        try {
            future.get();
            text = "a result";
        } catch (CancellationException e) {
            text = "cancelled, " + future.isCancelled();
        }
        executor.shutdownNow();
        return text + ", " + (log.isEmpty() ? "not run" : "run");
    }

    private static String cancelRunning() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch running = new CountDownLatch(1);
        LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();
        Future<?> future = executor.submit(() -> log.add(sleeps(running)));
        running.await();
        future.cancel(true);
        return ended(executor) + log.take();
    }

    private static String sleeps(CountDownLatch running) {
        running.countDown();
        try {
            Thread.sleep(30_000);
            return "woke up";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    private static String resultTimesOut() throws Exception {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        try {
            executor.schedule(() -> 1, 30, TimeUnit.SECONDS).get(2, TimeUnit.MILLISECONDS);
            return "a result";
        } catch (TimeoutException e) {
            return "over";
        } finally {
            executor.shutdownNow();
        }
    }

    private static String delays() throws Exception {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Future<?> late = executor.schedule(() -> log.add("late"), 40, TimeUnit.MILLISECONDS);
        executor.schedule(() -> log.add("early"), 1, TimeUnit.MILLISECONDS);
        late.get();
        return ended(executor) + log;
    }

    private static String rate() throws Exception {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        CountDownLatch three = new CountDownLatch(3);
        Future<?> future = executor.scheduleAtFixedRate(three::countDown, 0, 1, TimeUnit.MILLISECONDS);
        three.await();
        future.cancel(false);
        return ended(executor) + "3 " + future.isCancelled();
    }

    private static String periodicFailure() throws Exception {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        AtomicInteger runs = new AtomicInteger();
        Future<?> future = executor.scheduleAtFixedRate(() -> {
            runs.incrementAndGet();
            throw new IllegalStateException("on purpose");
        }, 0, 1, TimeUnit.MILLISECONDS);
        try {
            future.get();
        } catch (ExecutionException expected) {
            Thread.sleep(10);
        }
        return ended(executor) + runs.get();
    }

    private static String shutdown() throws Exception {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        executor.schedule(() -> log.add("delayed"), 5, TimeUnit.MILLISECONDS);
        executor.shutdown();
        String text;
        try {
            executor.execute(() -> log.add("late"));
            text = "taken";
        } catch (RejectedExecutionException e) {
            text = "refused";
        }
        boolean terminated = executor.awaitTermination(30, TimeUnit.SECONDS) && executor.isTerminated();
        return text + ", " + log + (terminated ? ", terminated" : ", running");
    }

    private static String shutdownPeriodic() throws Exception {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        executor.scheduleAtFixedRate(() -> { }, 1, 1, TimeUnit.MILLISECONDS);
        executor.shutdown();
        return executor.awaitTermination(30, TimeUnit.SECONDS) ? "terminated" : "running";
    }

    private static String shutdownNow() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch running = new CountDownLatch(1);
        LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();
        executor.execute(() -> log.add(sleeps(running)));
        executor.execute(() -> log.add("never"));
        running.await();
        int left = executor.shutdownNow().size();
        return log.take() + ", " + left + " left";
    }

    private static String pool() throws Exception {
        ExecutorService executor = new ThreadPoolExecutor(2, 4, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                task -> new Thread(task, "pool"));
        CountDownLatch both = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            executor.execute(() -> {
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        both.await();
        return ended(executor) + "2 at once";
    }

    private static String take() throws Exception {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Thread putter = new Thread(() -> {
            queue.add(1);
            queue.add(2);
        });
        putter.start();
        List<Integer> taken = List.of(queue.take(), queue.take());
        putter.join();
        return taken.toString();
    }

    private static String poll() throws Exception {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        return queue.poll() + " " + queue.poll(2, TimeUnit.MILLISECONDS);
    }

    private static String bounded() throws Exception {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>(1);
        String text = queue.offer("a") + " " + queue.offer("x") + " " + queue.offer("x", 2, TimeUnit.MILLISECONDS);
        Thread putter = new Thread(() -> {
            try {
                queue.put("b");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        putter.start();
        List<String> taken = List.of(queue.take(), queue.take());
        putter.join();
        return text + " " + taken;
    }

    private static String noNull() {
        try {
            new LinkedBlockingQueue<String>().offer(null);
            return "taken";
        } catch (NullPointerException e) {
            return "refused";
        }
    }

    private static String drain() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        queue.addAll(List.of(1, 2, 3));
        List<Integer> drained = new ArrayList<>();
        return queue.drainTo(drained, 2) + " " + drained + " " + new ArrayList<>(queue);
    }

    private static String future() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        Thread completer = new Thread(() -> future.complete("done"));
        completer.start();
        String text = future.get() + " " + future.join();
        completer.join();
        return text;
    }

    private static String futureFails() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        future.completeExceptionally(new IllegalStateException("on purpose"));
        String text;
        try {
            future.get();
            text = "a value";
        } catch (ExecutionException e) {
            text = "wrapped";
        }
        try {
            future.join();
            return text;
        } catch (CompletionException e) {
            return text + " wrapped " + e.getCause().getMessage();
        }
    }

    private static String futureTimesOut() throws Exception {
        CompletableFuture<String> never = new CompletableFuture<>();
        String text;
        try {
            never.get(2, TimeUnit.MILLISECONDS);
            text = "a value";
        } catch (TimeoutException e) {
            text = "over";
        }
        CompletableFuture<String> later = new CompletableFuture<>();
        later.completeOnTimeout("default", 2, TimeUnit.MILLISECONDS);
        return text + " " + later.get();
    }

    private static String dependents() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> direct = future.thenAccept(value -> log.add("direct " + value));
        CompletableFuture<Void> copied = future.copy().thenAccept(value -> log.add("copy " + value));
        Thread completer = new Thread(() -> future.complete("x"));
        completer.start();
        direct.get();
        copied.get();
        completer.join();
        return log.stream().sorted().toList().toString();
    }

    private static String map() {
        ConcurrentMap<String, Integer> map = new ConcurrentHashMap<>();
        map.put("a", 1);
        map.put("b", 2);
        map.put("c", 3);
        map.keySet().forEach(key -> map.computeIfPresent("b", (name, value) -> null));
        return map.size() + " " + map.keySet().stream().sorted().toList();
    }

    private static String mapNoNull() {
        ConcurrentMap<String, Integer> map = new ConcurrentHashMap<>();
        return refused(() -> map.put("a", null)) + " " + refused(() -> map.get(null));
    }

    private static String refused(Runnable action) {
        try {
            action.run();
            return "taken";
        } catch (NullPointerException e) {
            return "refused";
        }
    }
}
