package dev.magicsock.reports.recorder;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.PacketTotals;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known only when a run is over.
 *
 * @param expectations in the order of the scenario
 * @param packets      the network's counts
 * @param traceSha256  64 lower-case hexadecimal digits; empty where hashing was off
 * @param stoppedEarly why the run ended before the scenario's end; empty where it did not
 */
public record RunEnd(List<ExpectationResult> expectations, PacketTotals packets, Optional<String> traceSha256,
                     Optional<String> stoppedEarly) {

    public RunEnd {
        expectations = List.copyOf(expectations);
        Objects.requireNonNull(packets, "packets");
        Objects.requireNonNull(traceSha256, "trace hash");
        Objects.requireNonNull(stoppedEarly, "stopped early");
    }
}
