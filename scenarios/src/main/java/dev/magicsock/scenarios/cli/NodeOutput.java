package dev.magicsock.scenarios.cli;

import java.util.function.Consumer;

/** Writes what a node says, a line or more at once, so that a reader sees it when it happens. Thread-safe. */
final class NodeOutput implements Consumer<NodeEvent> {

    private final Console console;
    private final boolean json;

    NodeOutput(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    @Override
    public synchronized void accept(NodeEvent event) {
        console.out().print((json ? NodeJson.of(event) : NodeText.of(event)) + "\n");
        console.out().flush();
    }
}
