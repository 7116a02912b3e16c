package dev.magicsock.quicsim.process;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.tls.KeyLog;
import dev.magicsock.trace.QuicTraces;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.util.random.RandomGenerator;

/** What an application gets from the simulated process that it runs in. */
public interface QuicEnvironment {

    /** Proves who it is. */
    SecretKey key();

    /** For key exchanges. */
    RandomGenerator random();

    /** The socket for its server; once. */
    DatagramSocket openServerSocket() throws SocketException;

    /** The socket for one connection to a remote, which is what it is connected to. */
    DatagramSocket openClientSocket(EndpointId remote) throws SocketException;

    /** Who hears what happens. */
    QuicEvent.Listener listener();

    /** Who hears the secrets of connections. */
    KeyLog secrets();

    /** Who hears what happens in connections. */
    QuicTraces traces();
}
