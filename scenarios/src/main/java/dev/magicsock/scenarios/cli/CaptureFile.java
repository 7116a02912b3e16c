package dev.magicsock.scenarios.cli;

import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.pcap.Capture;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.capture.PacketCapture;
import dev.magicsock.scenarios.run.Watcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The capture of a run in a file, which is whole at any moment: an interrupt cuts off packets, not bytes. */
final class CaptureFile implements Watcher {

    private final WholeWrites file;
    private final RunIdentity identity;
    private IOException failure;
    private PacketCapture capture;

    private CaptureFile(WholeWrites file, RunIdentity identity) {
        this.file = file;
        this.identity = identity;
    }

    /** @throws IOException if there is no such file and it cannot be made */
    static CaptureFile open(Path path, RunIdentity identity) throws IOException {
        return new CaptureFile(WholeWrites.to(path), identity);
    }

    @Override
    public TraceSink watch(Topology topology) {
        try {
            Capture begun = new Capture(file, "MagicSock Lab " + identity.version(),
                    List.of("scenario " + identity.scenario() + ", seed " + identity.seed(), identity.replayCommand()));
            capture = new PacketCapture(begun, topology);
            return capture;
        } catch (IOException e) {
            failure = e;
            return new TraceSink() { };
        }
    }

    /** Ends the file; tells why it is not complete, if it is not. */
    Optional<IOException> close() {
        if (capture != null) {
            capture.finish();
            failure = capture.failure().orElse(failure);
        }
        try {
            file.close();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        return Optional.ofNullable(failure);
    }
}
