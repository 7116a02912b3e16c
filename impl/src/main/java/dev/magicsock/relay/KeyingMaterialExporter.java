package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import java.util.Optional;

/** The keying material of one TLS session (RFC 8446 section 7.5), which proves that a header belongs to it. */
@FunctionalInterface
public interface KeyingMaterialExporter {

    /** For connections without TLS, or whose TLS cannot export. */
    KeyingMaterialExporter NONE = _ -> Optional.empty();

    /**
     * 32 bytes exported under {@link KeyingMaterialAuth#EXPORTER_LABEL}, with the client's 32-byte public key as
     * context; empty if the session cannot.
     */
    Optional<byte[]> export(EndpointId client);
}
