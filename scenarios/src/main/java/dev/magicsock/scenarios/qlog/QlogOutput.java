package dev.magicsock.scenarios.qlog;

import dev.magicsock.reports.json.JsonLine;
import dev.magicsock.reports.qlog.QlogFile;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files of one run, of which there are a bounded number; the first failure ends all of them, and not the run. */
final class QlogOutput {

    /** Files are all open until the end. */
    static final int MAX_FILES = 512;

    private final QlogTarget target;
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private int files;
    private IOException failure;

    QlogOutput(QlogTarget target) {
        this.target = target;
    }

    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Empty at the bound, and where nothing can be written any more. */
    Optional<Events> open(String name, QlogFile.Header header, InstantSource world) {
        if (files == MAX_FILES || failure != null) {
            return Optional.empty();
        }
        files++;
        int copies = names.merge(name, 1, Integer::sum);
        try {
            QlogFile file = new QlogFile(target.open(name + (copies == 1 ? "" : "-" + copies) + ".sqlog"), header);
            return Optional.of((event, tuple, data) -> write(file, world, event, tuple, data));
        } catch (IOException e) {
            failure = e;
            return Optional.empty();
        }
    }

    private void write(QlogFile file, InstantSource world, String event, String tuple, JsonLine data) {
        if (failure != null) {
            return;
        }
        try {
            file.event(world.instant(), event, tuple, data);
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Takes the events of one file, which happen now. */
    @FunctionalInterface
    interface Events {

        void add(String name, String tuple, JsonLine data);

        default void add(String name, JsonLine data) {
            add(name, "", data);
        }
    }
}
