package dev.magicsock.tls;

/** RFC 8446 section 4.3.2: the server wants the client's key, signed with Ed25519. */
final class CertificateRequest {

    private CertificateRequest() {
    }

    static byte[] encode() {
        WireWriter body = new WireWriter().vector8(new byte[0]);
        Extensions.none().with(Extensions.SIGNATURE_ALGORITHMS, SignatureScheme.offer()).write(body);
        return MessageType.CERTIFICATE_REQUEST.encode(body);
    }

    /** Extensions of other kinds are ignored, as the section asks. */
    static void check(byte[] message) throws HandshakeException {
        WireReader body = MessageType.body(message);
        if (body.vector8().hasMore()) {
            throw new HandshakeException(HandshakeProblem.ILLEGAL_PARAMETER, "a context during the handshake");
        }
        Extensions extensions = Extensions.read(body);
        body.end();
        SignatureScheme.requireOffered(extensions);
    }
}
