package dev.magicsock.scenarios.cli;

/**
 * What two nodes speak: each stream that the dialling one opens begins with a byte that says what it is for.
 *
 * <p>An echo stream is sent back byte by byte. A file is sent whole, and is answered by its length (8 bytes,
 * big-endian) and its SHA-256 (32 bytes) as the receiver counted them.
 */
final class NodeProtocol {

    static final String NAME = "magicsock-node/1";

    static final int ECHO = 'E';
    static final int FILE = 'F';

    static final String HASH = "SHA-256";
    static final int HASH_BYTES = 32;

    /** An application error: the stream begins with neither. */
    static final long UNKNOWN = 1;
    /** An application error: as many connections as are served at once. */
    static final long BUSY = 2;

    private NodeProtocol() {
    }
}
