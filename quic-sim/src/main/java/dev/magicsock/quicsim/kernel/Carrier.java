package dev.magicsock.quicsim.kernel;

/** Makes {@link Fiber}s: the one place where it shows what kind of thread of the platform they really are. */
public sealed interface Carrier permits VirtualCarrier, PlatformCarrier {

    /**
     * A fiber that has not run yet.
     *
     * @param name for stack traces
     * @param body what it does when it is first resumed
     */
    Fiber fiber(String name, Runnable body);

    /**
     * Virtual threads, all of them on the thread that resumes them: nothing is handed from one thread of the system to
     * another.
     *
     * @throws IllegalStateException if the JVM was not started with
     *                               {@code --add-opens java.base/java.lang=ALL-UNNAMED}
     */
    static Carrier virtual() {
        return VirtualCarrier.open();
    }

    /** Virtual threads where the JDK is open for them, platform threads elsewhere: what happens is the same. */
    static Carrier best() {
        return VirtualCarrier.isOpen() ? virtual() : platform();
    }

    /** Platform threads that hand a baton to each other: needs no option of the JVM, and is some times slower. */
    static Carrier platform() {
        return new PlatformCarrier();
    }
}
