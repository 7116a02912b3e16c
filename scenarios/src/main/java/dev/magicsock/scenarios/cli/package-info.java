/**
 * The command line: arguments in, a run or a report of what is wrong out.
 *
 * <p>Owns commands, exit codes, the terminal (colours, width, progress) and the finding of scenario files. It is the
 * only package of this module that touches files, the wall clock and the process's streams; it refuses to know how a
 * scenario is read, run or judged.
 */
package dev.magicsock.scenarios.cli;
