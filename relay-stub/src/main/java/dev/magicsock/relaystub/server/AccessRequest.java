package dev.magicsock.relaystub.server;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.http.BearerToken;
import dev.magicsock.relaystub.http.RequestHead;
import java.util.Objects;
import java.util.Optional;

/**
 * Who wants to use the relay.
 *
 * @param endpoint proven by signature
 * @param request  with which the connection was opened
 */
public record AccessRequest(EndpointId endpoint, RelayProtocolVersion version, RequestHead request) {

    public AccessRequest {
        Objects.requireNonNull(endpoint);
        Objects.requireNonNull(version);
        Objects.requireNonNull(request);
    }

    /** The token that came with the request. */
    public Optional<String> token() {
        return BearerToken.of(request);
    }
}
