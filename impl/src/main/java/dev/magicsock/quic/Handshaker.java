package dev.magicsock.quic;

import dev.magicsock.tls.HandshakeException;
import dev.magicsock.tls.HandshakeLevel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tech.kwik.agent15.TlsProtocolException;
import tech.kwik.agent15.handshake.ClientHello;
import tech.kwik.agent15.handshake.HandshakeMessage;
import tech.kwik.core.crypto.CryptoStream;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.impl.Role;

/** What the CRYPTO streams of a connection talk to. */
interface Handshaker {

    /** Behind type, length and legacy version of a ClientHello (RFC 8446 sections 4 and 4.1.2). */
    int RANDOM_OFFSET = 6;
    int RANDOM_BYTES = 32;

    /** The random of a whole ClientHello, by which key logs name its connection. */
    static byte[] clientRandom(byte[] clientHello) {
        return Arrays.copyOfRange(clientHello, RANDOM_OFFSET, RANDOM_OFFSET + RANDOM_BYTES);
    }

    /** Whose handshake it is. */
    QuicConnectionImpl connection();

    /** Takes a whole message. */
    void received(HandshakeLevel level, byte[] message) throws HandshakeException, TlsProtocolException;

    /** The ClientHello to send instead of kwik's own; the same one each time. */
    HandshakeMessage replace(ClientHello hello);

    /** A message has been refused, for the reason given; kwik is about to close the connection. */
    void failed(Exception reason);

    /** Puts our CRYPTO streams into the place of kwik's, which it would make when they are first needed. */
    default void takeOver(Role role) {
        List<CryptoStream> streams = KwikInternals.get().cryptoStreams(connection());
        for (HandshakeLevel level : HandshakeLevel.values()) {
            int index = HandshakeStream.kwikLevel(level).ordinal();
            while (streams.size() <= index) {
                streams.add(null);
            }
            streams.set(index, new HandshakeStream(this, level, role));
        }
    }

    /**
     * Waits until another thread of kwik has done what it should have done before it let the handshake go on. That is a
     * matter of microseconds unless the thread has lost its processor, so the wait is given up after two seconds.
     */
    static void await(BooleanSupplier done) {
        long step = Duration.ofNanos(100_000).toNanos();
        for (int i = 0; i < 20_000 && !done.getAsBoolean(); i++) {
            LockSupport.parkNanos(step);
        }
    }

    /** Sends a message at a level; kwik sends it off when it has dealt with the packet at hand. */
    default void send(HandshakeLevel level, byte[] message) {
        int index = HandshakeStream.kwikLevel(level).ordinal();
        KwikInternals.get().cryptoStreams(connection()).get(index).write(new RawMessage(message), false);
    }
}
