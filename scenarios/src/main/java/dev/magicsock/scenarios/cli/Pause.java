package dev.magicsock.scenarios.cli;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
interface Pause {

    void pause(Duration span) throws InterruptedException;
}
