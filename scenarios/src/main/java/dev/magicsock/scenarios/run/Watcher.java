package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.record.Topology;

/** Wants to watch the packets of a run; it cannot influence it. */
public interface Watcher {

    /** Who is to be told of the packets of this network. Called once for each run, before anything happens. */
    TraceSink watch(Topology topology);
}
