/**
 * The report of a run as one self-contained HTML file.
 *
 * <p>Owns the page: verdict, topology, plots, timeline, sequence of the punch, NAT tables, drops. All that matters is
 * in the markup and can be read without scripts; the scripts (resources beside this package, plain JavaScript) add
 * zoom, read-outs, filters and the NAT table of a chosen moment, from a JSON block in the page. Nothing is loaded from
 * anywhere, which a content security policy in the page enforces.
 *
 * <p>Everything that comes from a scenario or a packet goes through {@link dev.magicsock.reports.html.Markup} or
 * {@link dev.magicsock.reports.html.Json}, which escape it. Long runs are thinned out so that the file stays within a
 * few megabytes; minima and maxima survive and the page says what was left out. Equal records give equal bytes: there
 * is no clock, no locale and no chance in here. This package refuses to know how a run is made, and opens no files.
 */
package dev.magicsock.reports.html;
