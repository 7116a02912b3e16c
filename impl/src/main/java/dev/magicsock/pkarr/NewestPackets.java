package dev.magicsock.pkarr;

import dev.magicsock.discovery.SignedPacket;
import dev.magicsock.identity.EndpointId;
import java.util.LinkedHashMap;

/**
 * Remembers the newest packet seen of each endpoint, so that nobody can bring up an old one again. Bounded: at the
 * bound the endpoint asked for longest ago is forgotten. Thread-safe.
 */
final class NewestPackets {

    /** As many as a hub keeps remotes. */
    static final int MAX = 1024;

    private final LinkedHashMap<EndpointId, SignedPacket> newest = new LinkedHashMap<>(16, 0.75f, true);

    /** Returns false for a packet that is older than one seen before. */
    synchronized boolean accept(SignedPacket packet) {
        SignedPacket known = newest.get(packet.signer());
        if (known != null && known.replaces(packet)) {
            return false;
        }
        newest.put(packet.signer(), packet);
        if (newest.size() > MAX) {
            newest.pollFirstEntry();
        }
        return true;
    }
}
