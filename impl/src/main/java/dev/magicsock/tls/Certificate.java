package dev.magicsock.tls;

import dev.magicsock.identity.EndpointId;

/** The Certificate message with a raw public key: exactly one entry, no extensions (RFC 8446 section 4.4.2). */
final class Certificate {

    private Certificate() {
    }

    static byte[] encode(EndpointId id) {
        WireWriter entry = new WireWriter().vector24(RawPublicKey.encode(id)).vector16(new byte[0]);
        return MessageType.CERTIFICATE.encode(new WireWriter().vector8(new byte[0]).vector24(entry));
    }

    /**
     * Whose key the message presents.
     *
     * @param whenEmpty what is wrong if it presents none
     */
    static EndpointId decode(byte[] message, HandshakeProblem whenEmpty) throws HandshakeException {
        WireReader body = MessageType.body(message);
        if (body.vector8().hasMore()) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "a certificate request context");
        }
        WireReader entries = body.vector24();
        body.end();
        if (!entries.hasMore()) {
            throw new HandshakeException(whenEmpty);
        }
        byte[] info = entries.vector24().rest();
        Extensions extensions = Extensions.read(entries);
        if (entries.hasMore()) {
            throw new HandshakeException(HandshakeProblem.MORE_THAN_ONE_KEY);
        }
        if (!extensions.types().isEmpty()) {
            throw new HandshakeException(HandshakeProblem.UNREQUESTED_EXTENSION, "in Certificate");
        }
        return RawPublicKey.decode(info);
    }
}
