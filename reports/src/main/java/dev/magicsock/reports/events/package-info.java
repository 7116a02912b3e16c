/**
 * What happened in a run as a stream of JSON objects, one on each line, in the order of time.
 *
 * <p>Owns the kinds of lines and their schema, which is published. Refuses to hold the whole record: that is the JSON
 * document of {@code reports.json}.
 */
package dev.magicsock.reports.events;
