package dev.magicsock.netsim.stream;

/**
 * The bounds of one host's streams. {@link #DEFAULT} follows Linux, whose endpoints and relays are the usual ones.
 *
 * @param sendBufferBytes    how much a program can write ahead of the acknowledgments
 * @param receiveWindowBytes the window that is offered; also bounds what is kept of segments that arrived out of order
 * @param reorderSegmentsMax how many such segments are kept, because many tiny ones cost more than their bytes
 * @param synRetriesMax      retransmissions of a SYN before the attempt is given up
 * @param synAckRetriesMax   retransmissions of a SYN-ACK before the attempt is forgotten
 * @param dataRetriesMax     retransmissions of the same data before the connection is given up
 * @param connectionsMax     connections of one host in all states
 * @param backlogMax         connections of one listening port that wait for the end of their handshake
 */
public record StreamSettings(
        int sendBufferBytes,
        int receiveWindowBytes,
        int reorderSegmentsMax,
        int synRetriesMax,
        int synAckRetriesMax,
        int dataRetriesMax,
        int connectionsMax,
        int backlogMax) {

    /**
     * 256 KiB each way fill 20 Mbit/s at 100 ms. Six, five and fifteen retries are Linux's {@code tcp_syn_retries},
     * {@code tcp_synack_retries} and {@code tcp_retries2}: a SYN is given up after 127 s (sooner than the 3 minutes of
     * RFC 9293 section 3.8.3), data after about a quarter of an hour.
     */
    public static final StreamSettings DEFAULT =
            new StreamSettings(256 * 1024, 256 * 1024, 1024, 6, 5, 15, 16_384, 128);

    /** @throws IllegalArgumentException if a bound is not positive, or a retry limit is negative */
    public StreamSettings {
        requireAtLeast(1, sendBufferBytes, "sendBufferBytes");
        requireAtLeast(1, receiveWindowBytes, "receiveWindowBytes");
        requireAtLeast(1, reorderSegmentsMax, "reorderSegmentsMax");
        requireAtLeast(0, synRetriesMax, "synRetriesMax");
        requireAtLeast(0, synAckRetriesMax, "synAckRetriesMax");
        requireAtLeast(0, dataRetriesMax, "dataRetriesMax");
        requireAtLeast(1, connectionsMax, "connectionsMax");
        requireAtLeast(1, backlogMax, "backlogMax");
    }

    private static void requireAtLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", at least " + least + " is needed");
        }
    }
}
