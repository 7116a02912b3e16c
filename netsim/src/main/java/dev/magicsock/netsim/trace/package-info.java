/**
 * What observers see of a run: every packet at every turn, in order, and what becomes of it.
 *
 * <p>Owns the {@link dev.magicsock.netsim.trace.TraceSink} port and the ready-made sinks: counting, hashing, recording
 * and fan-out. Refuses to influence the run: sinks get no clock, no randomness and no way back, so that a run is the
 * same with any of them or none.
 *
 * <h2>Records of the trace hash</h2>
 * The hash is SHA-256 over records in the order of the calls; all numbers big-endian. Element numbers are given in the
 * order in which elements are declared, from 0; times are nanoseconds since the start of the run.
 * <pre>
 * declared    'E' | element i32 | length of name i32 | name in UTF-8
 * sent        'S' | time i64 | element i32 | packet | contents i64
 * duplicated  'C' | time i64 | element i32 | packet | id of the original i64
 * forwarded   'F' | time i64 | element i32 | packet
 * translated  'T' | time i64 | element i32 | packet
 * delivered   'D' | time i64 | element i32 | packet
 * dropped     'X' | time i64 | element i32 | packet | length of label u8 | label of the reason in ASCII
 * note        'N' | time i64 | element i32 | length of text i32 | text in UTF-8
 *
 * packet      id i64 | transport u8 (0 UDP, 1 stream, 2 ICMP) | size i32 | hop limit u8 | source | destination
 * endpoint    family u8 (4 or 6) | address, 4 or 16 bytes | port u16
 * contents    64-bit digest of the payload, the segment or the ICMP error, see {@link ContentsDigest}
 * </pre>
 * What links, NATs and queues tell besides is not hashed: it follows from the packets.
 */
package dev.magicsock.netsim.trace;
