package dev.magicsock.tls;

import java.util.Collections;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.LinkedHashMap;
import java.util.Set;

/** A block of extensions (RFC 8446 section 4.2): each at most once, in the order of the message. */
final class Extensions {

    /** RFC 6066 section 3. */
    static final int SERVER_NAME = 0;
    /** RFC 8446 section 4.2.7. */
    static final int SUPPORTED_GROUPS = 10;
    /** RFC 8446 section 4.2.3. */
    static final int SIGNATURE_ALGORITHMS = 13;
    /** RFC 7301 section 3.1. */
    static final int APPLICATION_PROTOCOLS = 16;
    /** RFC 7250 section 3. */
    static final int CLIENT_CERTIFICATE_TYPE = 19;
    /** RFC 7250 section 3. */
    static final int SERVER_CERTIFICATE_TYPE = 20;
    /** RFC 8446 section 4.2.1. */
    static final int SUPPORTED_VERSIONS = 43;
    /** RFC 8446 section 4.2.8. */
    static final int KEY_SHARE = 51;
    /** RFC 9001 section 8.2. */
    static final int QUIC_TRANSPORT_PARAMETERS = 0x39;

    private final SequencedMap<Integer, byte[]> values;

    private Extensions(SequencedMap<Integer, byte[]> values) {
        this.values = values;
    }

    static Extensions none() {
        return new Extensions(new LinkedHashMap<>());
    }

    static Extensions read(WireReader message) throws HandshakeException {
        WireReader block = message.vector16();
        Extensions read = none();
        while (block.hasMore()) {
            int type = block.uint16();
            if (read.values.put(type, block.vector16().rest()) != null) {
                throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "extension " + type + " twice");
            }
        }
        return read;
    }

    /** Adds one; used while a message is built. */
    Extensions with(int type, WireWriter value) {
        values.put(type, value.toBytes());
        return this;
    }

    void write(WireWriter message) {
        WireWriter block = new WireWriter();
        values.forEach((type, value) -> block.uint16(type).vector16(value));
        message.vector16(block);
    }

    Set<Integer> types() {
        return Collections.unmodifiableSet(values.keySet());
    }

    Optional<WireReader> find(int type) {
        return Optional.ofNullable(values.get(type)).map(WireReader::new);
    }

    WireReader require(int type, HandshakeProblem otherwise) throws HandshakeException {
        return find(type).orElseThrow(() -> new HandshakeException(otherwise, "no extension " + type));
    }
}
