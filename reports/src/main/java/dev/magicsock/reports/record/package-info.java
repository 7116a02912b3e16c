/**
 * The recorded run: everything that a report may say about one run of a scenario, as immutable records.
 *
 * <p>The record headers in this package <em>are</em> the format {@code magicsock-run/1}: the JSON document has the same
 * names in the same order. Times are virtual and start at {@link java.time.Instant#EPOCH}; places, reasons and
 * addresses are text, so that a record outlives the classes of the network that made it. Every list that a run could
 * grow without end is a {@link dev.magicsock.reports.record.Capped} list or a
 * {@link dev.magicsock.reports.record.Series}, and says itself what was left out.
 *
 * <p>This package refuses to know how a run is made, how its record is written down, and how it is shown. It follows no
 * protocol; the words for NAT behaviour inside its texts are those of RFC 4787.
 */
package dev.magicsock.reports.record;
