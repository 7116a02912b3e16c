package dev.magicsock.quicsim.kernel;

import java.util.concurrent.Semaphore;

/** Platform threads of which one at a time holds the baton. */
final class PlatformCarrier implements Carrier {

    @Override
    public Fiber fiber(String name, Runnable body) {
        return new PlatformFiber(name, body);
    }

    private static final class PlatformFiber extends Fiber {

        private final Semaphore mayRun = new Semaphore(0);
        private final Semaphore cameBack = new Semaphore(0);
        private final Thread thread;
        private boolean started;

        PlatformFiber(String name, Runnable body) {
            thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> {
                mayRun.acquireUninterruptibly();
                try {
                    body.run();
                } finally {
                    markEnded();
                    cameBack.release();
                }
            });
        }

        @Override
        void resume() {
            markSuspended(false);
            if (!started) {
                started = true;
                thread.start();
            }
            mayRun.release();
            cameBack.acquireUninterruptibly();
        }

        @Override
        void suspend() {
            markSuspended(true);
            cameBack.release();
            mayRun.acquireUninterruptibly();
        }

        @Override
        StackTraceElement[] stack() {
            return thread.getStackTrace();
        }
    }
}
