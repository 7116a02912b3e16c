package dev.magicsock.scenarios.qlog;

import java.io.IOException;
import java.io.OutputStream;

/** Where files of a run go. */
@FunctionalInterface
public interface QlogTarget {

    /** Opens a file that is not there yet; whoever gave the target closes it. */
    OutputStream open(String name) throws IOException;
}
