package dev.magicsock.scenarios.capture;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.pcap.Capture;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.host.EndpointWatcher;
import dev.magicsock.scenarios.run.Watcher;
import dev.magicsock.tls.KeyLog;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Captures one run: packets at all links, datagrams of real QUIC, and its secrets, each in front of the packets that
 * need it. The run goes on where the stream fails.
 */
public final class RunCapture implements Watcher, KeyLog {

    private final OutputStream target;
    private final String application;
    private final List<String> comments;
    private PacketCapture capture;
    private IOException failure;

    /**
     * A capture that begins with the run.
     *
     * @param target      gets whole blocks; is not closed
     * @param application who writes
     * @param comments    about the whole file
     */
    public RunCapture(OutputStream target, String application, List<String> comments) {
        this.target = target;
        this.application = application;
        this.comments = List.copyOf(comments);
    }

    @Override
    public TraceSink watch(Topology topology) {
        try {
            capture = new PacketCapture(new Capture(target, application, comments), topology);
            return capture;
        } catch (IOException e) {
            failure = e;
            return new TraceSink() { };
        }
    }

    @Override
    public EndpointWatcher endpoint(String name, EndpointId id, InstantSource world) {
        return capture == null ? EndpointWatcher.NONE : capture.endpoint(name, id);
    }

    @Override
    public void line(String secret) {
        if (capture != null) {
            capture.secret(secret);
        }
    }

    /** Writes what was kept back for comments; tells why the capture is not complete, if it is not. */
    public Optional<IOException> finish() {
        if (capture != null) {
            capture.finish();
            failure = capture.failure().orElse(failure);
        }
        return Optional.ofNullable(failure);
    }
}
