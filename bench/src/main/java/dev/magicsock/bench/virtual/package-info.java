/**
 * How fast the laboratory runs real QUIC.
 *
 * <p>Owns the measurements of woven kwik in virtual time between two hosts, and of all bundled scenarios with it.
 * Refuses to say anything about the speed of kwik itself, which computes in no virtual time.
 */
package dev.magicsock.bench.virtual;
