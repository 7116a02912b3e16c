package dev.magicsock.scenarios.host;

import dev.magicsock.relaystub.fault.ActiveFaults;
import dev.magicsock.relaystub.fault.Gate;
import dev.magicsock.relaystub.server.RelayServerCore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What is wrong with a simulated relay at the moment: acts of the script as their time comes, and what faults keep from
 * passing until later. Outlives the relay's process, as trouble does.
 */
final class RelayTroubles {

    private final ActiveFaults faults;
    private final ArrayDeque<RelayAct.Timed> acts;
    private final Set<ServedConnection> delayed = new LinkedHashSet<>();

    /** @param acts in order of time */
    RelayTroubles(List<RelayAct.Timed> acts, RandomGenerator random) {
        this.acts = new ArrayDeque<>(acts);
        this.faults = new ActiveFaults(random);
    }

    ActiveFaults faults() {
        return faults;
    }

    /** Does what the script does until now, and lets pass what was delayed until now. */
    void advance(Optional<RelayServerCore> core, Instant now) {
        while (!acts.isEmpty() && !acts.peek().at().isAfter(now)) {
            perform(acts.remove().act(), core, now);
        }
        if (delayed.isEmpty()) {
            return;
        }
        for (ServedConnection connection : List.copyOf(delayed)) {
            connection.fromClient().release(now);
            connection.toClient().release(now);
            if (nextRelease(connection).isEmpty()) {
                delayed.remove(connection);
            }
        }
    }

    private void perform(RelayAct act, Optional<RelayServerCore> core, Instant now) {
        switch (act) {
            case RelayAct.Begin(var fault) -> faults.begin(fault);
            case RelayAct.End(var fault) -> faults.end(fault);
            case RelayAct.Disconnect(var clients) ->
                    core.ifPresent(relay -> relay.disconnectIf(clients::include, now));
            case RelayAct.Warn(var clients, var warning) ->
                    core.ifPresent(relay -> relay.warn(clients::include, warning, now));
        }
    }

    /** Something of this connection passes later. */
    void delayed(ServedConnection connection) {
        delayed.add(connection);
    }

    /** The process has ended, and what it had not passed on with it. */
    void forgetDelayed() {
        delayed.clear();
    }

    Optional<Instant> nextDeadline() {
        if (delayed.isEmpty()) {
            return Optional.ofNullable(acts.peek()).map(RelayAct.Timed::at);
        }
        Stream<Instant> releases = delayed.stream().flatMap(connection -> nextRelease(connection).stream());
        return Stream.concat(releases, Stream.ofNullable(acts.peek()).map(RelayAct.Timed::at))
                .min(Comparator.naturalOrder());
    }

    private static Optional<Instant> nextRelease(ServedConnection connection) {
        return Stream.of(connection.fromClient(), connection.toClient()).map(Gate::nextRelease)
                .flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
