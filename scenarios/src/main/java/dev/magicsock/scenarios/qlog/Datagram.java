package dev.magicsock.scenarios.qlog;

import dev.magicsock.scenarios.host.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A datagram of QUIC, and the paths on which it went or came. */
final class Datagram {

    private final long id;
    private final int bytes;
    private final List<Via> vias = new ArrayList<>(1);

    Datagram(long id, int bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    long id() {
        return id;
    }

    int bytes() {
        return bytes;
    }

    void add(Via via) {
        vias.add(via);
    }

    List<Via> vias() {
        return vias;
    }

    Optional<Via> first() {
        return vias.stream().findFirst();
    }
}
