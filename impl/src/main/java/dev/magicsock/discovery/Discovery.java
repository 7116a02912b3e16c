package dev.magicsock.discovery;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.io.IOException;
import java.util.Optional;

/**
 * A service by which endpoints find each other knowing nothing but identities.
 *
 * <p>One belongs to one endpoint, which closes it. Thread-safe.
 */
public interface Discovery extends AutoCloseable {

    /** Opens the service for the endpoint with a key, which may have to sign what it publishes. */
    @FunctionalInterface
    interface Factory {
        /** Called once for each endpoint, when it is bound. */
        Discovery open(SecretKey key);
    }

    /**
     * Lets others know where this endpoint is, from now on: replaces what was published before. Returns at once;
     * failures are repeated by the service itself.
     *
     * @throws IllegalArgumentException if the information is about another endpoint
     */
    void publish(EndpointInfo info);

    /**
     * Asks where a remote is. Blocks, for some seconds at most, so that several services can be asked by a thread each.
     *
     * @return what is known; empty if the service knows nothing about the remote
     * @throws IOException if the service did not answer, or what it answered is not the remote's
     */
    Optional<EndpointInfo> resolve(EndpointId remote) throws IOException, InterruptedException;

    /** Stops publishing; what was published is forgotten by the service in its own time. A second call does nothing. */
    @Override
    void close();
}
