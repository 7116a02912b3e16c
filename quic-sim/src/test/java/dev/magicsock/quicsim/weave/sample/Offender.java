package dev.magicsock.quicsim.weave.sample;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** Does what woven code may not do; never run. */
public class Offender {

    private static final ThreadLocal<String> PLACE = new ThreadLocal<>();

    public long time() {
        return System.nanoTime();
    }

    public LongSupplier timeByReference() {
        return System::nanoTime;
    }

    public int random() {
        return ThreadLocalRandom.current().nextInt();
    }

    public int seeded() {
        return new Random(1).ints(1).sum();
    }

    public void process() throws java.io.IOException {
        new ProcessBuilder("true").start();
    }

    public long parallel(List<Integer> list) {
        return list.parallelStream().count();
    }

    public int identity() {
        return System.identityHashCode(this);
    }

    public String place() {
        return PLACE.get();
    }

    public native void outside();
}
