package dev.magicsock.interop.container;

import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** Waits for nothing: whoever starts a relay asks it until it answers, wherever it runs. */
final class AwaitedByOthers extends AbstractWaitStrategy {

    @Override
    protected void waitUntilReady() {
        // Nothing published, and no shell inside to ask.
    }
}
