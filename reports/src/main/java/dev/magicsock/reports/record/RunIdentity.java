package dev.magicsock.reports.record;

import java.util.Objects;

/**
 * Which run this was; known before the run starts.
 *
 * @param scenario      name of the scenario
 * @param about         what the scenario verifies, in the author's words; may be empty
 * @param file          the scenario file as the user named it
 * @param seed          root seed of all randomness
 * @param version       version of the laboratory that ran it
 * @param replayCommand the command line that repeats the run
 * @param determinism   how exactly it repeats it
 */
public record RunIdentity(String scenario, String about, String file, Seed seed, String version, String replayCommand,
                          Determinism determinism) {

    public RunIdentity {
        Check.name("scenario", scenario);
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(seed, "seed");
        Check.name("version", version);
        Check.name("replay command", replayCommand);
        Objects.requireNonNull(determinism, "determinism");
    }
}
