/**
 * What of a run belongs into a picture of a pair's punch: probes with their fates, calls through the relay, decisions.
 *
 * <p>Owns the choice and its order. Refuses to draw: the HTML report and the Mermaid text do, each in its own way.
 */
package dev.magicsock.reports.punch;
