package dev.magicsock.quic;

import tech.kwik.agent15.TlsConstants;
import tech.kwik.agent15.handshake.HandshakeMessage;

/** A finished handshake message in the shape in which kwik's CRYPTO streams take it. */
final class RawMessage extends HandshakeMessage {

    private final byte[] message;

    RawMessage(byte[] message) {
        this.message = message;
    }

    @Override
    public TlsConstants.HandshakeType getType() {
        for (TlsConstants.HandshakeType type : TlsConstants.HandshakeType.values()) {
            if (type.value == message[0]) {
                return type;
            }
        }
        throw new IllegalStateException("no message of type " + message[0] + " is sent");
    }

    @Override
    public byte[] getBytes() {
        return message;
    }
}
