package dev.magicsock.quic;

import dev.magicsock.tls.TrafficSecrets;
import tech.kwik.agent15.engine.impl.TlsEngineImpl;
import tech.kwik.agent15.engine.impl.TlsState;
import tech.kwik.agent15.engine.impl.TranscriptHash;
import tech.kwik.agent15.TlsConstants;

/** The secrets of our handshake in the shape of those that agent15's engine would have computed. */
final class GivenSecrets extends TlsState {

    /** Any suite will do: the superclass computes nothing that is asked for. */
    private static final TlsConstants.CipherSuite ANY = TlsConstants.CipherSuite.TLS_AES_128_GCM_SHA256;

    private final TrafficSecrets handshake;
    private final TrafficSecrets application;

    GivenSecrets(TrafficSecrets handshake, TrafficSecrets application) {
        super(new TranscriptHash(TlsEngineImpl.hashLength(ANY)), TlsEngineImpl.keyLength(ANY),
                TlsEngineImpl.hashLength(ANY));
        this.handshake = handshake;
        this.application = application;
    }

    @Override
    public byte[] getClientHandshakeTrafficSecret() {
        return handshake.client();
    }

    @Override
    public byte[] getServerHandshakeTrafficSecret() {
        return handshake.server();
    }

    @Override
    public byte[] getClientApplicationTrafficSecret() {
        return application.client();
    }

    @Override
    public byte[] getServerApplicationTrafficSecret() {
        return application.server();
    }
}
