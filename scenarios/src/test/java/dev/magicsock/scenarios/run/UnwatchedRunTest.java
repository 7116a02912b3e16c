package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.magicsock.netsim.element.PacketLedger;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.trace.FanOut;
import dev.magicsock.netsim.trace.HashingSink;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever watches the packets of a run, and whether anybody does, changes nothing about it. */
class UnwatchedRunTest {

    private static final Scenario LOSSY =
            Scenarios.beginning(Scenarios.bundled("lossy-link"), Duration.ofSeconds(10));

    @Test
    void aRunThatNobodyWatchesHasTheSamePacketsAndPaths() {
        RecordedRun watched = Runs.hashed(LOSSY);
        World world = new World(LOSSY, Runs.identity(LOSSY, LOSSY.seed()), QuicOptions.STANDARD, new FanOut());

        RecordedRun unwatched = runToTheEnd(world);

        assertEquals(new PacketTotals(0, 0, 0, 0, 0), unwatched.packets(), "somebody watched");
        PacketLedger ledger = world.network().ledger();
        PacketTotals totals = watched.packets();
        assertEquals(List.of(totals.sent(), totals.copied(), totals.delivered(), totals.dropped()),
                List.of(ledger.sent(), ledger.duplicated(), ledger.delivered(), ledger.dropped()));
        assertNotEquals(0, totals.dropped());
        assertEquals(whatEndpointsSaw(watched), whatEndpointsSaw(unwatched));
    }

    @Test
    void aWatcherThatKeepsEveryPacketChangesNoHash() {
        FanOut trace = new FanOut();
        Collector collector = new Collector();
        HashingSink hash = new HashingSink();
        trace.connect(collector);
        trace.connect(hash);

        runToTheEnd(new World(LOSSY, Runs.identity(LOSSY, LOSSY.seed()), QuicOptions.STANDARD, trace));

        assertEquals(Runs.hashed(LOSSY).traceSha256(), Optional.of(hash.hash()));
        assertNotEquals(0, collector.kept.size());
    }

    private static RecordedRun runToTheEnd(World world) {
        Network network = world.network();
        Instant end = Instant.EPOCH.plus(LOSSY.duration());
        network.runUntil(end);
        return world.recording().finish(Optional.empty(), end);
    }

    private static List<Object> whatEndpointsSaw(RecordedRun run) {
        List<Object> seen = new ArrayList<>();
        for (PairRecord pair : run.pairs()) {
            for (PairRecord.Direction direction : List.of(pair.aToB(), pair.bToA())) {
                seen.addAll(List.of(direction.paths(), direction.rtt(), direction.traffic().sent(),
                        direction.traffic().delivered(), direction.traffic().carriers()));
            }
        }
        return seen;
    }

    private static final class Collector implements TraceSink {
        private final List<String> kept = new ArrayList<>();

        @Override
        public void delivered(long timeNanos, int element, Packet packet) {
            kept.add(timeNanos + " " + packet);
        }

        @Override
        public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
            kept.add(timeNanos + " " + packet + " " + reason);
        }
    }
}
