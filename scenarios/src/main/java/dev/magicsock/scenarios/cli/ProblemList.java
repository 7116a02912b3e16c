package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.language.ReadResult;
import java.io.PrintStream;

/** Prints what is wrong with a file, one line per problem. */
final class ProblemList {

    private ProblemList() {
    }

    static void print(String file, ReadResult.Invalid invalid, PrintStream err) {
        String shown = file.replaceAll("\\p{Cntrl}", "?");
        invalid.problems().forEach(problem -> err.println(problem.describe(shown)));
        if (invalid.further() > 0) {
            err.println(shown + ": " + invalid.further() + " further problems are not shown");
        }
    }
}
