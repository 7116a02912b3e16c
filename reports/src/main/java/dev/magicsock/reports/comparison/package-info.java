/**
 * Comparisons of traversal strategies: what was measured, what follows from it, and the table, JSON, CSV and page that
 * show it.
 *
 * <p>The unit is a drawn world in which every strategy is tried once. What never happened is censored at the end of the
 * run and counts with its whole length, so times are restricted means and never means of successes alone. All intervals
 * of a comparison hold together with 95 %. Refuses to know how worlds are drawn and run, and opens no files; equal
 * trials give equal bytes.
 */
package dev.magicsock.reports.comparison;
