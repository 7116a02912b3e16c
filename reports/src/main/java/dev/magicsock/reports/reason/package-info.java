/**
 * Reason chains: why something came out as it did, from structured causes to sentences.
 *
 * <p>Owns the wording, so that every report of every run says the same thing in the same words. Refuses to find causes:
 * whoever watched the run knows them. The words for NAT behaviour are those of RFC 4787 sections 4 and 5.
 */
package dev.magicsock.reports.reason;
