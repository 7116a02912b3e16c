/**
 * Field reports of networks, as different tools write them, and scenarios that reproduce those networks.
 *
 * <p>Owns the reading of {@code magicsock netcheck --json}, of iroh-doctor's reports (JSON and tables) and of
 * tailscale's netcheck (JSON and text), and what is assumed where they are silent; words for NATs are those of RFC
 * 4787. Reports are foreign and bounded: a text gives a report or a reason, never an exception. Refuses to open files
 * and to run anything.
 */
package dev.magicsock.scenarios.fieldreport;
