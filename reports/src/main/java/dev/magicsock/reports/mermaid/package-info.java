/**
 * A pair's punch as a Mermaid sequence diagram, for issues and documents.
 *
 * <p>Owns the text and its escapes. Refuses to choose what belongs into it: {@code reports.punch} does.
 */
package dev.magicsock.reports.mermaid;
