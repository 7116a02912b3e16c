package dev.magicsock.quicsim.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Virtual threads whose scheduler keeps what they would do next until they are resumed. The JDK has no public way to
 * choose the scheduler of a virtual thread, so the constructor is reached by reflection.
 */
final class VirtualCarrier implements Carrier {

    private final Method newVirtualThread;

    private VirtualCarrier(Method newVirtualThread) {
        this.newVirtualThread = newVirtualThread;
    }

    static boolean isOpen() {
        return Thread.class.getModule().isOpen("java.lang", VirtualCarrier.class.getModule());
    }

    static VirtualCarrier open() {
        try {
            Method method = Class.forName("java.lang.ThreadBuilders")
                    .getDeclaredMethod("newVirtualThread", Executor.class, String.class, int.class, Runnable.class);
            if (!method.trySetAccessible()) {
                throw new IllegalStateException(
                        "the JVM must be started with --add-opens java.base/java.lang=ALL-UNNAMED");
            }
            return new VirtualCarrier(method);
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            throw new IllegalStateException("this JDK makes virtual threads in another way: use platform threads", e);
        }
    }

    @Override
    public Fiber fiber(String name, Runnable body) {
        return new VirtualFiber(name, body);
    }

    private Thread newThread(Executor scheduler, String name, Runnable body) {
        try {
            return (Thread) newVirtualThread.invoke(null, scheduler, name, 0, body);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(newVirtualThread.toString(), e);
        }
    }

    /** One virtual thread. What it does next is handed to {@link #execute} by the JDK when it is unparked. */
    private final class VirtualFiber extends Fiber implements Executor {

        private final Thread thread;
        private Runnable next;
        private boolean started;

        VirtualFiber(String name, Runnable body) {
            thread = newThread(this, name, () -> {
                body.run();
                markEnded();
            });
        }

        @Override
        public void execute(Runnable continuation) {
            next = continuation;
        }

        @Override
        void resume() {
            markSuspended(false);
            if (started) {
                LockSupport.unpark(thread);
            } else {
                started = true;
                thread.start();
            }
            // More than once only if it yields to other threads of its own will, of which there are none.
            while (next != null) {
                Runnable continuation = next;
                next = null;
                continuation.run();
            }
        }

        @Override
        void suspend() {
            markSuspended(true);
            while (isSuspended()) {
                LockSupport.park();
            }
        }

        @Override
        StackTraceElement[] stack() {
            return thread.getStackTrace();
        }
    }
}
