package dev.magicsock.scenarios.cli;

/** Ctrl-C and its like; the process then ends with 130 without our doing. */
final class ProcessInterrupt implements Interrupt {

    @Override
    public void whenTold(Runnable cleanUp) {
        Runtime.getRuntime().addShutdownHook(new Thread(cleanUp, "node-stop"));
    }
}
