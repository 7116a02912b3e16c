package dev.magicsock.scenarios.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What real QUIC between two endpoints did, as expectations judge it. Not thread-safe. */
public final class QuicHistory {

    private final Map<String, Job> jobs = new LinkedHashMap<>();

    /** One step of the script. */
    static final class Job {
        private final List<Instant> signsOfLife = new ArrayList<>();
        private final List<Amount> cameBack = new ArrayList<>();
        private final List<Instant> handshakes = new ArrayList<>();
        private int streamsIntact;
        private int streamsBroken;
        private Optional<Instant> ended = Optional.empty();
        private Optional<String> failure = Optional.empty();
        private Optional<String> lastClosed = Optional.empty();

        List<Instant> signsOfLife() {
            return signsOfLife;
        }

        List<Amount> cameBack() {
            return cameBack;
        }

        List<Instant> handshakes() {
            return handshakes;
        }

        int streamsIntact() {
            return streamsIntact;
        }

        int streamsBroken() {
            return streamsBroken;
        }

        Optional<Instant> ended() {
            return ended;
        }

        Optional<String> failure() {
            return failure;
        }

        private boolean isUnfinished() {
            return ended.isEmpty() || failure.isPresent();
        }

        private String progress() {
            if (signsOfLife.isEmpty()) {
                return "has not begun";
            }
            long bytes = cameBack.stream().mapToLong(Amount::bytes).sum();
            String last = cameBack.isEmpty() ? "nothing came back"
                    : Words.count(bytes, "byte") + " came back, the last at " + Words.time(cameBack.getLast().at());
            return "had " + Words.count(handshakes.size(), "handshake") + ", " + last
                    + lastClosed.map(how -> "; its connection: " + how).orElse("");
        }
    }

    record Amount(Instant at, int bytes) {
    }

    /** There is a job to do; before the run. */
    public void planned(String job) {
        jobs.put(job, new Job());
    }

    /** A job begins to connect. */
    public void connecting(String job, Instant now) {
        job(job).signsOfLife.add(now);
    }

    /** A handshake was completed. */
    public void connected(String job, Instant now) {
        job(job).handshakes.add(now);
        job(job).signsOfLife.add(now);
    }

    /** Bytes came back. */
    public void cameBack(String job, int bytes, Instant now) {
        job(job).cameBack.add(new Amount(now, bytes));
        job(job).signsOfLife.add(now);
    }

    /** All of a stream came back. */
    public void streamDone(String job, boolean intact) {
        if (intact) {
            job(job).streamsIntact++;
        } else {
            job(job).streamsBroken++;
        }
    }

    /** A connection of a job has ended. */
    public void closed(String job, String how) {
        job(job).lastClosed = Optional.of(how);
    }

    /** A job is done. */
    public void done(String job, Instant now) {
        job(job).ended = Optional.of(now);
    }

    /** A job has been given up. */
    public void failed(String job, String reason, Instant now) {
        job(job).ended = Optional.of(now);
        job(job).failure = Optional.of(reason);
    }

    Map<String, Job> jobs() {
        return jobs;
    }

    /** Whether a job has failed, or is still to be done. */
    public boolean isUnfinished() {
        return jobs.values().stream().anyMatch(Job::isUnfinished);
    }

    /** How far jobs have come that failed or are not done, a clause for each. */
    public List<String> unfinished() {
        List<String> clauses = new ArrayList<>();
        jobs.forEach((name, job) -> {
            if (job.isUnfinished()) {
                clauses.add(name + " " + job.progress());
            }
        });
        return clauses;
    }

    private Job job(String name) {
        return jobs.computeIfAbsent(name, _ -> new Job());
    }
}
