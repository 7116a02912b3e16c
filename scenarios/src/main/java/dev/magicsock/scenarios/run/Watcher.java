package dev.magicsock.scenarios.run;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.host.EndpointWatcher;
import java.time.InstantSource;

/** Wants to watch a run; it cannot influence it. */
public interface Watcher {

    /** Who is to be told of the packets of this network. Called once for each run, before anything happens. */
    TraceSink watch(Topology topology);

    /**
     * Who is to be told what this endpoint does. Called after {@link #watch}, before anything happens, for all
     * endpoints in the scenario's order.
     *
     * @param world what time it is in the run
     */
    default EndpointWatcher endpoint(String name, EndpointId id, InstantSource world) {
        return EndpointWatcher.NONE;
    }
}
