package dev.magicsock.tls;

import java.nio.charset.StandardCharsets;

/** The server's name that a client may send (RFC 6066 section 3). Servers here ignore it: the key is the name. */
final class ServerName {

    private static final int HOST_NAME = 0;

    private ServerName() {
    }

    static WireWriter write(String name) {
        WireWriter entry = new WireWriter().uint8(HOST_NAME).vector16(name.getBytes(StandardCharsets.US_ASCII));
        return new WireWriter().vector16(entry);
    }
}
