/**
 * Everything that a report plots, as a table for spreadsheets and scripts (RFC 4180).
 *
 * <p>Owns the columns and the quoting. Refuses to thin out: what the record holds is what is written.
 */
package dev.magicsock.reports.csv;
