package dev.magicsock.quic;

import dev.magicsock.tls.HandshakeException;
import dev.magicsock.tls.HandshakeLevel;
import dev.magicsock.tls.HandshakeReassembler;
import tech.kwik.agent15.TlsProtocolException;
import tech.kwik.agent15.handshake.ClientHello;
import tech.kwik.agent15.handshake.HandshakeMessage;
import tech.kwik.core.QuicConstants;
import tech.kwik.core.common.EncryptionLevel;
import tech.kwik.core.crypto.CryptoStream;
import tech.kwik.core.frame.CryptoFrame;
import tech.kwik.core.impl.Role;
import tech.kwik.core.impl.TransportError;

/**
 * The CRYPTO stream of one level, in the place of kwik's own: sends as that does, but hands what it receives to our
 * handshake instead of agent15, which knows neither raw public keys nor Ed25519. Confined to the connection's thread.
 */
final class HandshakeStream extends CryptoStream {

    private final Handshaker handshaker;
    private final HandshakeLevel level;
    private final HandshakeReassembler received = new HandshakeReassembler();

    HandshakeStream(Handshaker handshaker, HandshakeLevel level, Role role) {
        super(KwikInternals.get().quicVersion(handshaker.connection()), kwikLevel(level), role, new KwikLog());
        this.handshaker = handshaker;
        this.level = level;
    }

    static EncryptionLevel kwikLevel(HandshakeLevel level) {
        return switch (level) {
            case INITIAL -> EncryptionLevel.Initial;
            case HANDSHAKE -> EncryptionLevel.Handshake;
            case APPLICATION -> EncryptionLevel.App;
        };
    }

    @Override
    public void add(CryptoFrame frame) throws TlsProtocolException, TransportError {
        try {
            if (!received.fits(frame.getOffset(), frame.getLength())) {
                throw new TransportError(QuicConstants.TransportErrorCode.CRYPTO_BUFFER_EXCEEDED);
            }
            for (byte[] message : received.add(frame.getOffset(), frame.getStreamData())) {
                handshaker.received(level, message);
            }
        } catch (HandshakeException refused) {
            throw failed(new TlsFailure(refused));
        } catch (TlsProtocolException refusedByKwik) {
            throw failed(refusedByKwik);
        } catch (TransportError refusedByKwik) {
            handshaker.failed(refusedByKwik);
            throw refusedByKwik;
        } catch (RuntimeException bug) {
            // Without an alert the peer would wait in vain, and kwik would end its thread silently.
            throw failed(new TlsFailure(bug));
        }
    }

    private TlsProtocolException failed(TlsProtocolException failure) {
        handshaker.failed(failure);
        return failure;
    }

    /** Sends a message; kwik's own ClientHello, again after a Retry, only serves to carry its transport parameters. */
    @Override
    public void write(HandshakeMessage message, boolean flush) {
        setSender(KwikInternals.get().sender(handshaker.connection()));
        HandshakeMessage own = message instanceof ClientHello hello ? handshaker.replace(hello) : message;
        super.write(own, flush);
    }
}
