package dev.magicsock.reports.comparison;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What came of one trial. Times count from the moment of connecting; what is empty did not happen before the end.
 *
 * @param horizonNanos   from connecting to the end of the run
 * @param direct         whether both sides sent directly at the end
 * @param firstByteNanos until the first payload arrived
 * @param directNanos    until both sides had selected a direct path
 * @param probes         datagrams sent in order to find paths: pings, punches and invitations to call, of both sides
 * @param packets        of any kind that hosts sent, relays and servers included
 * @param mappings       that NATs made
 * @param relayBytes     of payload given to the relay
 * @param directBytes    of payload sent directly
 * @param flaps          how often a side left a direct path
 * @param gapNanos       the longest time without a delivery, of the worse direction
 * @param lost           datagrams of the application that no copy arrived of
 * @param probesUntilDirect probes and punches sent before both sides had selected a direct path; all where they never
 *                          did
 * @param sent           all packets of all hosts, by purpose
 */
public record Outcome(long horizonNanos, boolean direct, OptionalLong firstByteNanos, OptionalLong directNanos,
                      long probes, long packets, long mappings, long relayBytes, long directBytes, long flaps,
                      long gapNanos, long lost, long probesUntilDirect, Spending sent) {

    public Outcome {
        firstByteNanos.ifPresent(time -> checkTime(time, horizonNanos));
        directNanos.ifPresent(time -> checkTime(time, horizonNanos));
        if (horizonNanos <= 0 || probes < 0 || packets < 0 || mappings < 0 || relayBytes < 0 || directBytes < 0
                || flaps < 0 || gapNanos < 0 || lost < 0 || probesUntilDirect < 0) {
            throw new IllegalArgumentException("a figure is negative, or nothing was watched");
        }
        Objects.requireNonNull(sent);
    }

    private static void checkTime(long time, long horizon) {
        if (time < 0 || time > horizon) {
            throw new IllegalArgumentException(time + " ns is not within the run of " + horizon + " ns");
        }
    }
}
