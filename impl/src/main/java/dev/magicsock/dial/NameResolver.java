package dev.magicsock.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. May block for long and need not heed interrupts: it is given a thread of its own. */
@FunctionalInterface
public interface NameResolver {

    /** The operating system's. */
    NameResolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    /**
     * The addresses of a name, at least one.
     *
     * @throws UnknownHostException if there are none
     */
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
