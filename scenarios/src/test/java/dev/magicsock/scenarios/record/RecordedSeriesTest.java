package dev.magicsock.scenarios.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.NatMapping;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run leaves in the record beside its pairs: measurements over time and the lives of NAT mappings. */
class RecordedSeriesTest {

    private final RecordedRun lossy = Runs.seeded(Scenarios.bundled("lossy-link"), 7);
    private final RecordedRun rebooted = Runs.seeded(Scenarios.bundled("nat-reboot"), 7);

    @Test
    void theWindowsOfADirectionAddUpToItsTraffic() {
        Traffic traffic = lossy.pairs().getFirst().aToB().traffic();
        String subject = lossy.pairs().getFirst().a() + " to " + lossy.pairs().getFirst().b();

        assertTrue(traffic.lost() > 0, "nothing was lost");
        assertEquals(traffic.sent(), sum(series(lossy, subject, "sent")));
        assertEquals(traffic.lost(), sum(series(lossy, subject, "lost")));
        double windowsPerSecond = 1e9 / TrafficSeries.WINDOW.toNanos();
        assertEquals(traffic.deliveredBytes() * 8, sum(series(lossy, subject, "goodput")) / windowsPerSecond, 0.5);
    }

    @Test
    void aWindowIsMeasuredForAsLongAsTheApplicationSends() {
        String subject = lossy.pairs().getFirst().a() + " to " + lossy.pairs().getFirst().b();

        Duration measured = TrafficSeries.WINDOW.multipliedBy(series(lossy, subject, "sent").count());

        assertTrue(measured.compareTo(Duration.ofSeconds(5)) > 0, "only " + measured);
        assertEquals(series(lossy, subject, "sent").count(), series(lossy, subject, "goodput").count());
    }

    @Test
    void mappingsThatARestartForgetsEndThere() {
        Instant restart = rebooted.faults().getFirst().from();
        List<NatMapping> forgotten = rebooted.natMappings().items().stream()
                .filter(mapping -> mapping.ended().equals("restart")).toList();

        assertTrue(forgotten.size() >= 2, "only " + forgotten);
        assertTrue(forgotten.stream().allMatch(mapping -> mapping.until().equals(restart)), forgotten.toString());
    }

    @Test
    void everyMappingTiesARealInsideToItsNatAndKnowsWhomItServed() {
        RecordedRun run = Runs.seeded(Scenarios.bundled("home-nats"), 7);

        assertTrue(run.natMappings().items().size() >= 2, run.natMappings().toString());
        for (NatMapping mapping : run.natMappings().items()) {
            String router = mapping.router().substring(0, mapping.router().indexOf('/'));
            List<String> outside = run.topology().nodes().stream()
                    .filter(node -> node.name().equals(router)).map(Topology.Node::addresses).findFirst().orElseThrow();
            String address = mapping.external().substring(0, mapping.external().lastIndexOf(':'));
            assertTrue(outside.contains(address), mapping.toString());
            assertTrue(!mapping.contacts().isEmpty(), mapping.toString());
            assertTrue(!mapping.until().isAfter(run.end()), mapping.toString());
        }
    }

    @Test
    void aMappingThatNobodyUsesExpiresWhenItsTimeIsUpAndNotWhenTheRunEnds() {
        RecordedRun run = Runs.seeded(Scenarios.bundled("mapping-timeout"), 7);

        List<NatMapping> expired = run.natMappings().items().stream()
                .filter(mapping -> mapping.ended().equals("expired")).toList();

        assertTrue(!expired.isEmpty(), run.natMappings().toString());
        assertTrue(expired.stream().allMatch(mapping -> mapping.until().isBefore(run.end())), expired.toString());
    }

    private static Series series(RecordedRun run, String subject, String name) {
        return run.series().stream()
                .filter(series -> series.subject().equals(subject) && series.name().equals(name))
                .findFirst().orElseThrow();
    }

    private static long sum(Series series) {
        return series.buckets().stream().mapToLong(Series.Bucket::sum).sum();
    }
}
