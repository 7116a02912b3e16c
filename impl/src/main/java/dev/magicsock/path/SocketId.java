package dev.magicsock.path;

/**
 * The shell's name for one of its UDP sockets. A rebound socket is a new socket with a new id.
 *
 * @param value any number that the shell has not used for another socket before
 */
public record SocketId(int value) {

    @Override
    public String toString() {
        return "socket " + value;
    }
}
