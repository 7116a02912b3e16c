/**
 * What observers see of a run: every packet at every turn, in order, and what becomes of it.
 *
 * <p>Owns the {@link dev.magicsock.netsim.trace.TraceSink} port and the ready-made sinks: counting, hashing, recording
 * and fan-out. Refuses to influence the run: sinks get no clock, no randomness and no way back, so that a run is the
 * same with any of them or none.
 *
 * <h2>Records of the trace hash</h2>
 * The hash is SHA-256 over records in the order of the calls; all numbers big-endian. Element numbers are given in the
 * order in which elements are declared, from 0.
 * <pre>
 * declared    'E' | element i32 | length of name i32 | name in UTF-8
 * sent        'S' | time i64 | element i32 | packet
 * duplicated  'C' | time i64 | element i32 | id of the original i64 | packet
 * forwarded   'F' | time i64 | element i32 | packet
 * translated  'T' | time i64 | element i32 | packet
 * delivered   'D' | time i64 | element i32 | packet
 * dropped     'X' | time i64 | element i32 | length of reason u8 | reason in ASCII | packet
 * note        'N' | time i64 | element i32 | length of text i32 | text in UTF-8
 *
 * packet      id i64 | transport u8 | size i32 | hop limit u8 | source | destination | contents i64
 * endpoint    family u8 (4 or 6) | upper 64 bits i64 | lower 64 bits i64 | port u16
 * contents    in sent, delivered and duplicated records: 64-bit digest of the payload, the segment or the ICMP error;
 *             0 in all others
 * </pre>
 */
package dev.magicsock.netsim.trace;
