package dev.magicsock.core;

import dev.magicsock.crypto.SharedSecret;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The secrets shared with remotes; the least recently used one is forgotten at the bound. Not thread-safe. */
final class Secrets {

    private final SecretKey key;
    private final Map<EndpointId, Optional<SharedSecret>> known;

    Secrets(SecretKey key, int secretsMax) {
        this.key = key;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<EndpointId, Optional<SharedSecret>> eldest) {
                return size() > secretsMax;
            }
        };
    }

    /** Whether the secret costs nothing to get. */
    boolean has(EndpointId remote) {
        return known.containsKey(remote);
    }

    /** The secret shared with a remote; empty if its key is one with which nothing can be agreed. */
    Optional<SharedSecret> with(EndpointId remote) {
        return known.computeIfAbsent(remote, id -> SharedSecret.agree(key, id));
    }
}
