/**
 * Who an endpoint is and where it may be reached: Ed25519 identities (RFC 8032), relay URLs and endpoint addresses.
 *
 * <p>This package owns the values, their text forms (RFC 4648 base32 and base32hex, z-base-32, hex) and signing with
 * one's own key. It refuses to own anything that changes: which address works is a matter of the path state, and
 * verifying other people's signatures and agreeing on secrets is {@code dev.magicsock.crypto}.
 */
package dev.magicsock.identity;
