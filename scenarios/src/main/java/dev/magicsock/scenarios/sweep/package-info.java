/**
 * What many seeds of one scenario came to: a row for each, and files of rows that can be cut off, resumed and merged.
 *
 * <p>Rows depend on scenario, seed and version alone, so files are equal byte by byte however the seeds were shared
 * out. Refuses to run anything and to open files.
 */
package dev.magicsock.scenarios.sweep;
