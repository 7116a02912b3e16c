package dev.magicsock.scenarios.determinism;

import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.time.Duration;
import java.util.List;

/** What is run again and again in other circumstances, and must come out the same. */
final class Samples {

    /** Long enough for the faults of each of them to begin, and for most to be over. */
    private static final Duration LENGTH = Duration.ofSeconds(18);

    /** Together: burst loss, jitter, limited rates, random ports, reboots, moves, sleep, streams that are reset. */
    static final List<String> NAMES =
            List.of("lossy-link", "symmetric-nat", "nat-reboot", "interface-switch", "relay-restart", "suspend-resume");

    private Samples() {
    }

    static Scenario scenario(String name) {
        return Scenarios.beginning(Scenarios.bundled(name), LENGTH);
    }

    /** The whole record of a run; the hash of its trace is in it. */
    static String document(String name) {
        return Runs.json(Runs.hashed(scenario(name)));
    }
}
