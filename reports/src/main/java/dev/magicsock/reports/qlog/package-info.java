/**
 * Logs in the format of qlog, as JSON text sequences.
 *
 * <p>Owns the file: framing (RFC 7464), its first record, and the fields that every event has
 * (draft-ietf-quic-qlog-main-schema-13, sections 3, 5 to 7 and 11.2). Refuses to know what is logged: events come with
 * their names and data.
 */
package dev.magicsock.reports.qlog;
