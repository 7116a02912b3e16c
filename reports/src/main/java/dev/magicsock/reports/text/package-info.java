/**
 * Numbers and names as people read them: times, sizes, and text that is safe to print on a terminal.
 *
 * <p>Owns the spelling of units (decimal prefixes, no space: {@code 2.31s}, {@code 1.4MB}) and what is escaped. Refuses
 * to know what the numbers are about. Nothing here depends on the locale, the time zone or the default charset.
 */
package dev.magicsock.reports.text;
