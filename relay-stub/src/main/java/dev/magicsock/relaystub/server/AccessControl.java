package dev.magicsock.relaystub.server;

import dev.magicsock.identity.EndpointId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decides once per connection, after the client proved its key, whether it may use the relay (section 12). */
@FunctionalInterface
public interface AccessControl {

    /** What a relay says that gives no other reason. */
    String NOT_AUTHORIZED = "not authorized";

    /** Decides about one client. */
    Decision decide(AccessRequest request);

    /** What was decided. */
    sealed interface Decision {

        /** The client is let in. */
        record Allowed() implements Decision {
        }

        /**
         * The client is turned away.
         *
         * @param reason is told to the client; at most 1024 characters
         */
        record Denied(String reason) implements Decision {

            private static final int MAX_REASON_LENGTH = 1024;

            public Denied {
                if (reason.length() > MAX_REASON_LENGTH) {
                    throw new IllegalArgumentException("a reason of " + reason.length() + " characters");
                }
            }
        }
    }

    /** Everyone is let in. */
    static AccessControl everyone() {
        return _ -> new Decision.Allowed();
    }

    /** Only these endpoints are let in. */
    static AccessControl only(Collection<EndpointId> endpoints) {
        Set<EndpointId> allowed = new LinkedHashSet<>(endpoints);
        return request -> decision(allowed.contains(request.endpoint()));
    }

    /** Everyone but these endpoints is let in. */
    static AccessControl allBut(Collection<EndpointId> endpoints) {
        Set<EndpointId> denied = new LinkedHashSet<>(endpoints);
        return request -> decision(!denied.contains(request.endpoint()));
    }

    /**
     * Whoever presents one of these tokens is let in.
     *
     * @throws IllegalArgumentException unless there is at least one and none is empty
     */
    static AccessControl tokens(Collection<String> tokens) {
        List<byte[]> accepted = tokens.stream().map(token -> token.getBytes(StandardCharsets.UTF_8)).toList();
        if (accepted.isEmpty() || accepted.stream().anyMatch(token -> token.length == 0)) {
            throw new IllegalArgumentException("at least one token, none of them empty");
        }
        return request -> decision(request.token().filter(token -> isOneOf(token, accepted)).isPresent());
    }

    private static boolean isOneOf(String token, List<byte[]> accepted) {
        byte[] presented = token.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (byte[] candidate : accepted) {
            // Always compares with all of them, in constant time each: the time tells nothing about the tokens.
            found |= MessageDigest.isEqual(presented, candidate);
        }
        return found;
    }

    private static Decision decision(boolean allowed) {
        return allowed ? new Decision.Allowed() : new Decision.Denied(NOT_AUTHORIZED);
    }
}
