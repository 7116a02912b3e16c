package dev.magicsock.scenarios.cli;

/** Tells a command that the process is asked to end. */
interface Interrupt {

    /** Has this done before the process ends; it is to be quick. */
    void whenTold(Runnable cleanUp);
}
