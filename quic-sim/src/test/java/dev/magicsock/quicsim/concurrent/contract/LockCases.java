package dev.magicsock.quicsim.concurrent.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Locks, monitors, latches and permits; run as they are and woven. */
public final class LockCases {

    private int counter;

    public LockCases() {
    }

    public static List<Case> all() {
        return List.of(
                new Case("a latch opens for all who wait", LockCases::latchOpens, "open open 0"),
                new Case("a latch that stays shut is given up in time", LockCases::latchTimesOut, "false 1"),
                new Case("an open latch lets go even an interrupt through", LockCases::latchInterrupted,
                        "interrupted, forgotten"),
                new Case("permits are taken and given back", LockCases::permits, "true false true 0"),
                new Case("a permit that comes late is taken", LockCases::permitLate, "true"),
                new Case("several permits wake several", LockCases::permitsForSeveral, "2"),
                new Case("all permits are drained", LockCases::drain, "3 0"),
                new Case("a lock is taken again by its owner", LockCases::reentrant, "locked, then free"),
                new Case("a lock of somebody else is not let go of", LockCases::notOwner, "refused"),
                new Case("a lock that is held is not taken", LockCases::tryLock, "false false"),
                new Case("a condition wakes in order", LockCases::conditionOrder, "[first, second]"),
                new Case("a condition's time runs out", LockCases::conditionTimeout, "over, held"),
                new Case("an interrupted wait for a condition holds the lock", LockCases::conditionInterrupted,
                        "interrupted, held, forgotten"),
                new Case("a condition needs its lock", LockCases::conditionWithoutLock, "refused refused"),
                new Case("a monitor lets one in at a time", LockCases::monitorExcludes, "100"),
                new Case("wait lets go of the monitor", LockCases::waitAndNotify, "told"),
                new Case("wait lets go of all holds and takes them again", LockCases::waitNested, "told, held"),
                new Case("wait ends in time", LockCases::waitTimesOut, "over"),
                new Case("wait can be interrupted", LockCases::waitInterrupted, "interrupted, forgotten"),
                new Case("wait and notify need the monitor", LockCases::monitorNotHeld, "refused refused"),
                new Case("an exception leaves the monitor", LockCases::monitorAfterException, "free"),
                new Case("a class has a monitor too", LockCases::staticMonitor, "1000"),
                new Case("unpark before park is remembered once", LockCases::permitOfThread, "at once, then waits"),
                new Case("an interrupt ends park and stays", LockCases::parkInterrupted, "true"));
    }

    private static String latchOpens() throws Exception {
        CountDownLatch latch = new CountDownLatch(2);
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Thread first = started(() -> log.add(awaits(latch)));
        Thread second = started(() -> log.add(awaits(latch)));
        latch.countDown();
        latch.countDown();
        latch.countDown();
        first.join();
        second.join();
        return log.get(0) + " " + log.get(1) + " " + latch.getCount();
    }

    private static String awaits(CountDownLatch latch) {
        try {
            latch.await();
            return "open";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    private static String latchTimesOut() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        return latch.await(5, TimeUnit.MILLISECONDS) + " " + latch.getCount();
    }

    private static String latchInterrupted() throws Exception {
        Thread.currentThread().interrupt();
        try {
            new CountDownLatch(0).await();
            return "not noticed";
        } catch (InterruptedException e) {
            return "interrupted, " + (Thread.interrupted() ? "remembered" : "forgotten");
        }
    }

    private static String permits() throws Exception {
        Semaphore semaphore = new Semaphore(1);
        String text = semaphore.tryAcquire() + " " + semaphore.tryAcquire(2, TimeUnit.MILLISECONDS);
        semaphore.release();
        return text + " " + semaphore.tryAcquire() + " " + semaphore.availablePermits();
    }

    private static String permitLate() throws Exception {
        Semaphore semaphore = new Semaphore(0);
        Thread giver = started(semaphore::release);
        boolean taken = semaphore.tryAcquire(30, TimeUnit.SECONDS);
        giver.join();
        return String.valueOf(taken);
    }

    private static String permitsForSeveral() throws Exception {
        Semaphore semaphore = new Semaphore(0);
        Semaphore done = new Semaphore(0);
        for (int i = 0; i < 2; i++) {
            started(() -> {
                semaphore.acquireUninterruptibly();
                done.release();
            });
        }
        semaphore.release(2);
        done.acquire();
        done.acquire();
        return "2";
    }

    private static String drain() {
        Semaphore semaphore = new Semaphore(3);
        return semaphore.drainPermits() + " " + semaphore.availablePermits();
    }

    private static String reentrant() {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        lock.lock();
        lock.unlock();
        String held = lock.isLocked() ? "locked" : "free";
        lock.unlock();
        return held + ", then " + (lock.isLocked() ? "locked" : "free");
    }

    private static String notOwner() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        started(() -> log.add(refused(lock::unlock))).join();
        return log.getFirst();
    }

    private static String refused(Runnable action) {
        try {
            action.run();
            return "allowed";
        } catch (IllegalMonitorStateException e) {
            return "refused";
        }
    }

    private static String tryLock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        started(() -> {
            try {
                log.add(lock.tryLock() + " " + lock.tryLock(2, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                log.add("interrupted");
            }
        }).join();
        return log.getFirst();
    }

    private static String conditionOrder() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Thread first = waiterFor(lock, condition, "first", log);
        Thread second = waiterFor(lock, condition, "second", log);
        signal(lock, condition);
        first.join();
        signal(lock, condition);
        second.join();
        return log.toString();
    }

    private static void signal(ReentrantLock lock, Condition condition) {
        lock.lock();
        try {
            condition.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when it waits. */
    private static Thread waiterFor(ReentrantLock lock, Condition condition, String name, List<String> log)
            throws InterruptedException {
        CountDownLatch holds = new CountDownLatch(1);
        Thread waiter = started(() -> {
            lock.lock();
            try {
                holds.countDown();
                condition.awaitUninterruptibly();
                log.add(name);
            } finally {
                lock.unlock();
            }
        });
        holds.await();
        // Once the lock can be had, the other one has let go of it by waiting.
        lock.lock();
        lock.unlock();
        return waiter;
    }

    private static String conditionTimeout() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        long left = lock.newCondition().awaitNanos(TimeUnit.MILLISECONDS.toNanos(2));
        return (left <= 0 ? "over" : "early") + ", " + (lock.isHeldByCurrentThread() ? "held" : "free");
    }

    private static String conditionInterrupted() {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        Thread.currentThread().interrupt();
        try {
            lock.newCondition().await();
            return "not noticed";
        } catch (InterruptedException e) {
            return "interrupted, " + (lock.isHeldByCurrentThread() ? "held" : "free") + ", "
                    + (Thread.interrupted() ? "remembered" : "forgotten");
        }
    }

    private static String conditionWithoutLock() {
        Condition condition = new ReentrantLock().newCondition();
        return refused(condition::awaitUninterruptibly) + " " + refused(condition::signalAll);
    }

    private static String monitorExcludes() throws Exception {
        LockCases shared = new LockCases();
        Runnable counting = () -> {
            for (int i = 0; i < 50; i++) {
                shared.increment();
            }
        };
        Thread one = started(counting);
        Thread two = started(counting);
        one.join();
        two.join();
        return String.valueOf(shared.counter);
    }

    private synchronized void increment() {
        int before = counter;
        Thread.yield();
        counter = before + 1;
    }

    private static String waitAndNotify() throws Exception {
        Object monitor = new Object();
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Thread notifier;
        synchronized (monitor) {
            notifier = started(() -> {
                synchronized (monitor) {
                    log.add("told");
                    monitor.notify();
                }
            });
            while (log.isEmpty()) {
                monitor.wait();
            }
        }
        notifier.join();
        return log.getFirst();
    }

    private static String waitNested() throws Exception {
        Object monitor = new Object();
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        synchronized (monitor) {
            synchronized (monitor) {
                started(() -> {
                    synchronized (monitor) {
                        log.add("told");
                        monitor.notifyAll();
                    }
                });
                while (log.isEmpty()) {
                    monitor.wait(30_000);
                }
            }
            // Refused if the inner block had given up both holds.
            monitor.notifyAll();
            return log.getFirst() + ", held";
        }
    }

    private static String waitTimesOut() throws Exception {
        Object monitor = new Object();
        synchronized (monitor) {
            monitor.wait(2);
        }
        return "over";
    }

    private static String waitInterrupted() {
        Object monitor = new Object();
        Thread.currentThread().interrupt();
        try {
            synchronized (monitor) {
                monitor.wait();
            }
            return "not noticed";
        } catch (InterruptedException e) {
            return "interrupted, " + (Thread.interrupted() ? "remembered" : "forgotten");
        }
    }

    private static String monitorNotHeld() {
        Object monitor = new Object();
        return refused(() -> {
            try {
                monitor.wait(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }) + " " + refused(monitor::notifyAll);
    }

    private static String monitorAfterException() throws Exception {
        LockCases shared = new LockCases();
        try {
            shared.fail();
        } catch (IllegalStateException expected) {
            Thread other = started(shared::increment);
            other.join();
        }
        return shared.counter == 1 ? "free" : "held";
    }

    private synchronized void fail() {
        throw new IllegalStateException("on purpose");
    }

    private static long total;

    private static String staticMonitor() throws Exception {
        total = 0;
        Thread one = started(() -> add(500));
        Thread two = started(() -> add(500));
        one.join();
        two.join();
        return String.valueOf(total);
    }

    private static synchronized long add(long amount) {
        long before = total;
        Thread.yield();
        total = before + amount;
        return total;
    }

    private static String permitOfThread() throws Exception {
        CountDownLatch passed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread parker = started(() -> {
            LockSupport.unpark(Thread.currentThread());
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
            passed.countDown();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            ended.countDown();
        });
        passed.await();
        ended.await();
        parker.join();
        return "at once, then waits";
    }

    private static String parkInterrupted() {
        Thread.currentThread().interrupt();
        LockSupport.park();
        return String.valueOf(Thread.interrupted());
    }

    private static Thread started(Runnable body) {
        Thread thread = new Thread(body, "case");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
