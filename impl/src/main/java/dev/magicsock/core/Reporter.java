package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import java.util.Optional;

/**
 * Passes observations on, if anybody listens. Callers on busy ways ask {@link #listens} before they build one.
 */
final class Reporter {

    private final CommandSink sink;
    private final boolean listens;

    Reporter(CommandSink sink) {
        this.sink = sink;
        this.listens = sink.wantsObservations();
    }

    boolean listens() {
        return listens;
    }

    void report(Observation observation) {
        if (listens) {
            sink.accept(new MagicSockCommand.Report(observation));
        }
    }

    void dropped(DropReason reason, int bytes) {
        if (listens) {
            report(new Observation.DatagramDropped(Optional.empty(), reason, bytes));
        }
    }

    void dropped(EndpointId remote, DropReason reason, int bytes) {
        if (listens) {
            report(new Observation.DatagramDropped(Optional.of(remote), reason, bytes));
        }
    }
}
