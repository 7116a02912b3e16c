package dev.magicsock.socket;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;

/**
 * Connection ids that one party above chose for itself, learned from the source ids of the long headers that it sends.
 * Bounded: at the bound the one learned first is forgotten. Not thread-safe.
 */
public final class ConnectionIds {

    /** A client has one id while it shows any in clear; more is a client that dials again through the same facade. */
    public static final int PER_CLIENT = 8;

    /** Far more connections than one server has at a time. */
    static final int PER_SERVER = 8192;

    private final int max;
    private final LinkedHashSet<Key> keys = new LinkedHashSet<>();
    /** What is looked for, so that looking it up takes no new object. */
    private final Key wanted = new Key(ConnectionIdKey.NONE);
    /** A bit for each length that was seen: a short header does not tell the length of its id. */
    private int lengths;

    /** @param max how many are remembered */
    public ConnectionIds(int max) {
        this.max = max;
    }

    /** A datagram was sent: takes the id from it if it shows one. */
    void learnFrom(ByteBuffer sent) {
        if (!QuicHeader.isLong(sent)) {
            return;
        }
        long key = QuicHeader.longSource(sent);
        if (key == ConnectionIdKey.NONE || contains(key)) {
            return;
        }
        keys.add(new Key(key));
        lengths |= 1 << QuicHeader.longSourceLength(sent);
        if (keys.size() > max) {
            keys.removeFirst();
        }
    }

    /** Whether a datagram that arrived is addressed to one of these ids. */
    boolean areMeantBy(ByteBuffer received) {
        if (keys.isEmpty()) {
            return false;
        }
        if (QuicHeader.isLong(received)) {
            long key = QuicHeader.longDestination(received);
            return key != ConnectionIdKey.NONE && contains(key);
        }
        for (int left = lengths; left != 0; left &= left - 1) {
            long key = QuicHeader.shortDestination(received, Integer.numberOfTrailingZeros(left));
            if (key != ConnectionIdKey.NONE && contains(key)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(long key) {
        wanted.value = key;
        return keys.contains(wanted);
    }

    /** A number that can be changed while it is in no set. */
    private static final class Key {

        private long value;

        Key(long value) {
            this.value = value;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.value == value;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(value);
        }
    }
}
