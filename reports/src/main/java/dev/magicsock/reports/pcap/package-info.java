/**
 * Captures for Wireshark and its like: pcapng blocks, and Ethernet frames around what a network carried.
 *
 * <p>Owns the file format (draft-ietf-opsawg-pcapng), the headers of frames (RFC 791, 8200, 768, 9293, 792, 4443) and
 * their checksums (RFC 1071). Refuses to know the simulator and to open files: whoever watches a network says what is
 * to be written, and a stream takes it.
 */
package dev.magicsock.reports.pcap;
