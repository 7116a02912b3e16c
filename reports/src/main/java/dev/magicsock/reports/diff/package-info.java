/**
 * What changed between two sets of recorded runs: expectations that held, and measures such as the time to the direct
 * path, run by run with the same scenario and seed.
 *
 * <p>Owns what counts as a regression. Refuses to read files and to run anything; the pages and documents about it are
 * written by the packages of their formats.
 */
package dev.magicsock.reports.diff;
