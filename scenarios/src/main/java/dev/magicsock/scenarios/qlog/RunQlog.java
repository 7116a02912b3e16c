package dev.magicsock.scenarios.qlog;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.qlog.QlogFile;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.host.EndpointWatcher;
import dev.magicsock.scenarios.run.Watcher;
import dev.magicsock.trace.QuicTraces;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes one run as qlog: a file for each endpoint, and one for each end of each QUIC connection, called
 * {@code ENDPOINT_ID_client} or {@code ENDPOINT_ID_server} after the connection's first destination id. The run goes on
 * where nothing can be written.
 */
public final class RunQlog implements Watcher {

    /** As the draft wants it of whoever implements a version of it. */
    private static final String QUIC_SCHEMA = "urn:ietf:params:qlog:events:quic-13";
    /** Described in docs/REPORTS.md; of no registry and no domain. */
    private static final String MAGICSOCK_SCHEMA = "urn:x-magicsock-lab:qlog:1:magicsock";
    private static final String SIMULATION_SCHEMA = "urn:ietf:params:qlog:events:simulation";

    private final RunIdentity identity;
    private final QlogOutput output;
    private final Map<EndpointId, String> names = new LinkedHashMap<>();

    /** @param target gets whole records */
    public RunQlog(RunIdentity identity, QlogTarget target) {
        this.identity = identity;
        this.output = new QlogOutput(target);
    }

    /** The packets of the network are not for qlog. */
    @Override
    public TraceSink watch(Topology topology) {
        return new TraceSink() { };
    }

    @Override
    public EndpointWatcher endpoint(String name, EndpointId id, InstantSource world) {
        names.put(id, name);
        QlogFile.Header header = header("MagicSock of " + name, name, QlogFile.VantagePoint.UNKNOWN, "",
                List.of(MAGICSOCK_SCHEMA, SIMULATION_SCHEMA));
        return output.open(name, header, world).<EndpointWatcher>map(events -> new EndpointQlog(events, identity, names,
                new QuicQlog((side, connection) -> connection(name, side, connection, world))))
                .orElse(EndpointWatcher.NONE);
    }

    private Optional<ConnectionQlog> connection(String endpoint, QuicTraces.Side side, String id, InstantSource world) {
        boolean client = side == QuicTraces.Side.CLIENT;
        QlogFile.Header header = header("QUIC of " + endpoint, endpoint,
                client ? QlogFile.VantagePoint.CLIENT : QlogFile.VantagePoint.SERVER, id, List.of(QUIC_SCHEMA));
        return output.open(endpoint + "_" + id + (client ? "_client" : "_server"), header, world)
                .map(events -> new ConnectionQlog(events, id));
    }

    private QlogFile.Header header(String title, String endpoint, QlogFile.VantagePoint type, String group,
            List<String> schemas) {
        return new QlogFile.Header(title, "scenario " + identity.scenario() + ", seed " + identity.seed() + "; "
                + identity.replayCommand(), endpoint, type, group, schemas);
    }

    /** Why not everything could be written, if it could not. */
    public Optional<IOException> failure() {
        return output.failure();
    }
}
