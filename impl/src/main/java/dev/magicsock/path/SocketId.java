package dev.magicsock.path;

/**
 * The shell's name for one of its UDP sockets. A rebound socket is a new socket with a new id.
 *
 * @param value any number that was not used for another socket before: from 0 on if the shell has bound it by itself,
 *              below 0 if it was asked to
 */
public record SocketId(int value) {

    @Override
    public String toString() {
        return "socket " + value;
    }
}
