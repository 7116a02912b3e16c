/**
 * The cryptography of relay authentication and probes, on Bouncy Castle's lightweight API.
 *
 * <p>Owns strict Ed25519 verification (RFC 8032), key agreement between Ed25519 identities (RFC 7748), the box that
 * seals probes (libsodium's {@code crypto_box_curve25519xchacha20poly1305}; HChaCha20 and XChaCha20 as in
 * draft-irtf-cfrg-xchacha-03) and BLAKE3 key derivation. Refuses to own message formats, caches, and randomness: nonces
 * come from a generator that the caller gives. No JCA provider is registered or asked.
 */
package dev.magicsock.crypto;
