package dev.magicsock.discovery;

import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * What discovery knows about an endpoint.
 *
 * @param address  who it is and where it may be reached
 * @param userData free text of the application, at most {@value #MAX_USER_DATA_BYTES} bytes of UTF-8
 */
public record EndpointInfo(EndpointAddr address, Optional<String> userData) {

    /** Together with its key it then fits one string of a TXT record (section 8). */
    public static final int MAX_USER_DATA_BYTES = 245;

    /** @throws IllegalArgumentException if the text is too long */
    public EndpointInfo {
        Objects.requireNonNull(address, "address");
        int length = userData.map(text -> text.getBytes(StandardCharsets.UTF_8).length).orElse(0);
        if (length > MAX_USER_DATA_BYTES) {
            throw new IllegalArgumentException("user data of " + length + " bytes, more than " + MAX_USER_DATA_BYTES);
        }
    }

    /** An address without any text. */
    public static EndpointInfo of(EndpointAddr address) {
        return new EndpointInfo(address, Optional.empty());
    }

    /** Who it is about. */
    public EndpointId id() {
        return address.id();
    }
}
