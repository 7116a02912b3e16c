package dev.magicsock.quic;

import dev.magicsock.tls.HandshakeException;
import dev.magicsock.tls.HandshakeProblem;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import tech.kwik.agent15.TlsProtocolException;
import tech.kwik.agent15.extension.Extension;
import tech.kwik.core.impl.Role;
import tech.kwik.core.impl.Version;
import tech.kwik.core.tls.QuicTransportParametersExtension;

/** kwik's transport parameters extension (RFC 9001 section 8.2) as the bytes of its value, and back. */
final class TransportParametersCodec {

    private static final int CODEPOINT = 0x39;
    private static final int HEADER_BYTES = 4;
    private static final int MAX_VALUE_BYTES = Short.MAX_VALUE;

    private TransportParametersCodec() {
    }

    /** The value among these extensions. */
    static byte[] value(List<Extension> extensions) {
        return extensions.stream().filter(QuicTransportParametersExtension.class::isInstance).findFirst()
                .map(TransportParametersCodec::value)
                .orElseThrow(() -> new IllegalStateException("kwik gives no transport parameters"));
    }

    private static byte[] value(Extension extension) {
        byte[] bytes = extension.getBytes();
        return Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    }

    /** Reads what the peer sent. */
    static Extension parse(byte[] value, Role sender) throws HandshakeException, TlsProtocolException {
        if (value.length > MAX_VALUE_BYTES) {
            throw new HandshakeException(HandshakeProblem.MALFORMED, value.length + " bytes of transport parameters");
        }
        ByteBuffer extension = ByteBuffer.allocate(HEADER_BYTES + value.length)
                .putShort((short) CODEPOINT).putShort((short) value.length).put(value).flip();
        try {
            return new QuicTransportParametersExtension(Version.QUIC_version_1).parse(extension, sender, new KwikLog());
        } catch (RuntimeException cutOff) {
            // kwik reads beyond the end of cut off parameters, and refuses some values with unchecked exceptions.
            throw new HandshakeException(HandshakeProblem.MALFORMED, "transport parameters");
        }
    }
}
