/**
 * The authenticated messages by which two MagicSocks check paths: Ping, Pong and CallMeMaybe.
 *
 * <p>Owns their layout, which is that of iroh 0.95's DISCO, and their sealing between two identities. Refuses to own
 * when to send them and what an answer means for a path, and refuses to cache secrets: those who know the remotes do.
 */
package dev.magicsock.probe;
