package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.WaitQueue;
import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** What {@link java.util.concurrent.LinkedBlockingQueue} becomes in woven code. */
public final class SimLinkedBlockingQueue<E> extends AbstractQueue<E> implements BlockingQueue<E> {

    private final WaitQueue takers = new WaitQueue("an element of a queue");
    private final WaitQueue putters = new WaitQueue("room in a queue");
    private final ArrayDeque<E> elements = new ArrayDeque<>();
    private final int capacity;

    public SimLinkedBlockingQueue() {
        this(Integer.MAX_VALUE);
    }

    public SimLinkedBlockingQueue(int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException();
        }
        this.capacity = capacity;
    }

    @Override
    public boolean offer(E element) {
        Objects.requireNonNull(element);
        if (elements.size() >= capacity) {
            return false;
        }
        insert(element);
        return true;
    }

    private void insert(E element) {
        elements.addLast(element);
        takers.wakeOne();
        Kernel.current().yieldPoint();
    }

    @Override
    public boolean offer(E element, long time, TimeUnit unit) throws InterruptedException {
        return offer(element, unit.toNanos(time));
    }

    private boolean offer(E element, long nanos) throws InterruptedException {
        Objects.requireNonNull(element);
        if (!Waits.until(() -> elements.size() < capacity, putters, nanos)) {
            return false;
        }
        insert(element);
        return true;
    }

    @Override
    public void put(E element) throws InterruptedException {
        offer(element, Kernel.FOREVER);
    }

    @Override
    public E take() throws InterruptedException {
        return poll(Kernel.FOREVER);
    }

    @Override
    public E poll(long time, TimeUnit unit) throws InterruptedException {
        return poll(unit.toNanos(time));
    }

    private E poll(long nanos) throws InterruptedException {
        return Waits.until(() -> !elements.isEmpty(), takers, nanos) ? poll() : null;
    }

    @Override
    public E poll() {
        E first = elements.pollFirst();
        if (first != null) {
            putters.wakeOne();
        }
        return first;
    }

    @Override
    public E peek() {
        return elements.peekFirst();
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public int remainingCapacity() {
        return capacity - elements.size();
    }

    @Override
    public boolean remove(Object element) {
        boolean removed = elements.remove(element);
        if (removed) {
            putters.wakeOne();
        }
        return removed;
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super E> target, int max) {
        int drained = 0;
        while (drained < max && !elements.isEmpty()) {
            target.add(poll());
            drained++;
        }
        return drained;
    }

    /** Over the elements as they are now. */
    @Override
    public Iterator<E> iterator() {
        return new ArrayList<>(elements).iterator();
    }
}
