package dev.magicsock.quicsim.concurrent.contract;

import java.util.concurrent.Callable;

/**
 * Something that programs do with threads, and what comes of it.
 *
 * @param body     returns what happened, in words that do not depend on how fast threads are
 * @param expected what the documentation of the originals promises
 */
public record Case(String name, Callable<String> body, String expected) {

    @Override
    public String toString() {
        return name;
    }
}
