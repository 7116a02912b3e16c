package dev.magicsock.reports.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One run of a scenario, recorded once; every report is made from this alone.
 *
 * <p>Equal scenario, seed and version give an equal record. How long the run took on the wall clock is therefore not in
 * here.
 *
 * @param end          virtual time at which the run ended
 * @param stoppedEarly why it ended before the scenario's end; empty where it did not
 * @param traceSha256  SHA-256 of the trace, 64 lower-case hexadecimal digits; empty where hashing was off
 * @param pairs        in the order in which they connected
 * @param faults       in the order of their start
 * @param drops        in the order of first occurrence
 * @param expectations in the order of the scenario
 */
public record RecordedRun(RunIdentity identity, Instant end, Optional<String> stoppedEarly,
                          Optional<String> traceSha256, List<ExpectationResult> expectations, Topology topology,
                          List<PairRecord> pairs, List<FaultWindow> faults, PacketTotals packets,
                          List<DropGroup> drops, List<Counter> counters, List<Series> series,
                          Capped<RunEvent> events, Capped<NatMapping> natMappings, Capped<PacketJourney> journeys) {

    /** Name and version of the format that these records are written in. */
    public static final String FORMAT = "magicsock-run/1";

    public RecordedRun {
        Objects.requireNonNull(identity, "identity");
        Check.time("end", end);
        Objects.requireNonNull(stoppedEarly, "stopped early");
        traceSha256.ifPresent(RecordedRun::checkSha256);
        expectations = List.copyOf(expectations);
        Objects.requireNonNull(topology, "topology");
        pairs = List.copyOf(pairs);
        faults = List.copyOf(faults);
        Objects.requireNonNull(packets, "packets");
        drops = List.copyOf(drops);
        counters = List.copyOf(counters);
        series = List.copyOf(series);
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(natMappings, "NAT mappings");
        Objects.requireNonNull(journeys, "journeys");
    }

    /** Whether the run went to its end and every expectation holds. */
    public boolean passed() {
        return stoppedEarly.isEmpty() && count(ExpectationResult.Outcome.HOLDS) == expectations.size();
    }

    /** How many expectations came out this way. */
    public int count(ExpectationResult.Outcome outcome) {
        return (int) expectations.stream().filter(result -> result.outcome() == outcome).count();
    }

    private static void checkSha256(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + text);
        }
    }
}
