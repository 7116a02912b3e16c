package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.scenarios.capture.RunCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The capture of a run in a file, which is whole at any moment: an interrupt cuts off packets, not bytes. */
final class CaptureFile {

    private final WholeWrites file;
    private final RunCapture capture;

    private CaptureFile(WholeWrites file, RunIdentity identity) {
        this.file = file;
        this.capture = new RunCapture(file, "MagicSock Lab " + identity.version(),
                List.of("scenario " + identity.scenario() + ", seed " + identity.seed(), identity.replayCommand()));
    }

    /** @throws IOException if there is no such file and it cannot be made */
    static CaptureFile open(Path path, RunIdentity identity) throws IOException {
        return new CaptureFile(WholeWrites.to(path), identity);
    }

    /** What is to watch the run and to get its secrets. */
    RunCapture capture() {
        return capture;
    }

    /** Ends the file; tells why it is not complete, if it is not. */
    Optional<IOException> close() {
        Optional<IOException> failure = capture.finish();
        try {
            file.close();
        } catch (IOException e) {
            return failure.or(() -> Optional.of(e));
        }
        return failure;
    }
}
