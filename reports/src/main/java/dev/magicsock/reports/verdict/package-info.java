/**
 * The verdict on the terminal: one screen that says what was expected, what happened and why.
 *
 * <p>Owns the layout of text: sections, wrapping, path strips, colours. Everything that comes from a scenario or a
 * packet passes through {@link dev.magicsock.reports.text.SafeText} on its way. This package refuses to ask what the
 * output is connected to: width, colours and characters are arguments. Equal arguments give equal text.
 */
package dev.magicsock.reports.verdict;
