package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Takes the commands of a {@link MagicSockCore}, in order. It must not call back into the core.
 *
 * <p>The two commands that every datagram needs come as calls with the parts of the command, so that a sink that is
 * busy with nothing else can do without the objects.
 */
public interface CommandSink {

    /** Carries out or keeps a command. */
    void accept(MagicSockCommand command);

    /** Carries out or keeps a {@link MagicSockCommand.SendDatagram}. */
    default void sendDatagram(SocketId socket, InetSocketAddress destination, ByteBuffer payload) {
        accept(new MagicSockCommand.SendDatagram(socket, destination, payload));
    }

    /** Carries out or keeps a {@link MagicSockCommand.DeliverDatagram}. */
    default void deliverDatagram(InetSocketAddress source, Optional<EndpointId> endpoint, ByteBuffer payload) {
        accept(new MagicSockCommand.DeliverDatagram(source, endpoint, payload));
    }

    /** Whether {@link MagicSockCommand.Report} is wanted; asked once. Without it observations cost nothing. */
    default boolean wantsObservations() {
        return true;
    }
}
