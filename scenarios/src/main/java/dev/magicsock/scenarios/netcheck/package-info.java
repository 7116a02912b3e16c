/**
 * What a machine's own network looks like to a MagicSock: the report, and how it is written.
 *
 * <p>Owns the document {@code magicsock-netcheck/1} with its schema, and what a person reads. Words for mapping and
 * filtering are those of RFC 4787 sections 4.1 and 5. Refuses to open sockets and to ask anybody: the command does, and
 * only those whom its user names.
 */
package dev.magicsock.scenarios.netcheck;
