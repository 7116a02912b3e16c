/**
 * The made-up addresses by which QUIC knows remotes: one stable IPv6 unique local address (RFC 4193) per identity.
 *
 * <p>Owns who has which address, for known remotes and for strangers, in both directions. Refuses to own real addresses
 * and paths, and decides nothing about who is trusted. Such addresses never belong on the wire.
 */
package dev.magicsock.mapped;
