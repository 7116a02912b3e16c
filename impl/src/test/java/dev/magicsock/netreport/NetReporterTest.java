package dev.magicsock.netreport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NetReporterTest {

    private static final RelayUrl EU = RelayUrl.parse("https://eu.relay.test");
    private static final RelayUrl US = RelayUrl.parse("https://us.relay.test");
    private static final Duration FAST = Duration.ofMillis(20);

    private final List<String> asked = new ArrayList<>();
    private final List<NetReport> reports = new ArrayList<>();
    private List<StunSighting> stun = List.of();
    private int number;
    private final NetReporter reporter = make(List.of(EU, US));

    private NetReporter make(List<RelayUrl> relays) {
        return new NetReporter(relays, new NetReportOutput() {
            @Override
            public void probe(int report, RelayUrl relay) {
                number = report;
                asked.add(relay.equals(EU) ? "eu" : "us");
            }

            @Override
            public void checkCaptivePortal(int report, RelayUrl relay) {
                number = report;
                asked.add("portal");
            }

            @Override
            public List<StunSighting> stunSightings() {
                return stun;
            }

            @Override
            public void reported(NetReport report) {
                reports.add(report);
            }
        }, new SplittableRandom(1));
    }

    @Test
    void theFirstReportIsFullAndStartsAfterAMoment() {
        reporter.start(at(0));
        assertEquals(Optional.of(new Deadline(at(200), "relay probes")), reporter.nextDeadline());
        reporter.deadlineReached(at(199));
        assertEquals(List.of(), asked);
        reporter.deadlineReached(at(200));
        assertEquals(List.of("portal", "eu", "us"), take());
    }

    @Test
    void whoHasAnsweredIsNotAskedAgain() {
        ask(200);
        reporter.probeAnswered(number, EU, FAST, at(220));
        reporter.deadlineReached(at(300));
        assertEquals(List.of("us"), take());
        reporter.probeFailed(number, US, "refused", at(310));
        reporter.deadlineReached(at(400));
        assertEquals(List.of("us"), take());
        reporter.probeFailed(number, US, "refused", at(410));
        assertEquals(List.of(), reports, "the second question to us is open, and the portal");
        reporter.probeFailed(number, US, "refused again", at(420));
        reporter.captivePortalChecked(number, CaptivePortal.ABSENT, at(500));

        NetReport report = reports.getFirst();
        assertEquals(FAST, report.relayLatencies().get(EU));
        assertEquals("refused again", report.relayFailures().get(US));
        assertEquals(CaptivePortal.ABSENT, report.captivePortal());
    }

    @Test
    void theBestOfSeveralAnswersCountsAndTakesAFailureBack() {
        ask(200);
        reporter.deadlineReached(at(300));
        reporter.probeFailed(number, EU, "reset", at(310));
        reporter.probeAnswered(number, EU, Duration.ofMillis(50), at(350));
        reporter.probeAnswered(number, EU, FAST, at(360));
        reporter.probeAnswered(number, US, FAST, at(360));
        reporter.captivePortalChecked(number, CaptivePortal.PRESENT, at(361));

        assertEquals(FAST, reports.getFirst().relayLatencies().get(EU));
        assertTrue(reports.getFirst().relayFailures().isEmpty());
    }

    @Test
    void afterFiveSecondsWhatHasNotAnsweredHasFailed() {
        ask(200);
        reporter.deadlineReached(at(300));
        reporter.deadlineReached(at(400));
        assertEquals(Optional.of(new Deadline(at(5_000), "net report timeout")), reporter.nextDeadline());
        reporter.deadlineReached(at(5_000));

        assertEquals(2, reports.getFirst().relayFailures().size());
        assertEquals(CaptivePortal.UNKNOWN, reports.getFirst().captivePortal());
        int late = number;
        reporter.probeAnswered(late, EU, FAST, at(5_001));
        reporter.captivePortalChecked(late, CaptivePortal.PRESENT, at(5_001));
        assertEquals(1, reports.size());
    }

    @Test
    void betweenFullReportsNobodyIsAskedIfARelayAnswered() {
        fullReport(0, CaptivePortal.ABSENT);
        take();
        long now = runUntil(299_000);
        assertEquals(List.of(), take());
        runUntil(now + 30_000);
        assertEquals("portal", take().getFirst(), "a full one again after five minutes");
    }

    @Test
    void asLongAsNoRelayAnswersTheyAreAskedAgainSoonButNobodyLooksForAPortal() {
        ask(200);
        reporter.captivePortalChecked(number, CaptivePortal.ABSENT, at(210));
        reporter.deadlineReached(at(5_000));
        take();
        runUntil(27_000);
        assertEquals(List.of("eu", "us"), take().subList(0, 2));
    }

    @Test
    void aPortalWithoutUdpIsLookedAtAgainSoonAndOneWithUdpIsNot() {
        fullReport(0, CaptivePortal.PRESENT);
        take();
        runUntil(27_000);
        assertTrue(take().contains("portal"));

        reports.clear();
        stun = List.of(new StunSighting(0, SocketAddresses.parse("192.0.2.1:3478"),
                SocketAddresses.parse("198.51.100.1:1"), Optional.empty()));
        reporter.networkChanged(at(40_000));
        finishFull(40_200, CaptivePortal.PRESENT);
        take();
        runUntil(80_000);
        assertEquals(List.of(), take());
    }

    @Test
    void aChangeOfNetworkBeginsAnewAndOldAnswersCountNoMore() {
        ask(200);
        int old = number;
        reporter.networkChanged(at(250));
        reporter.probeAnswered(old, EU, FAST, at(260));
        reporter.deadlineReached(at(450));
        assertEquals(List.of("portal", "eu", "us"), take());
        reporter.probeAnswered(number, EU, Duration.ofMillis(90), at(500));
        reporter.probeAnswered(number, US, Duration.ofMillis(90), at(500));
        reporter.captivePortalChecked(number, CaptivePortal.ABSENT, at(500));
        assertEquals(Duration.ofMillis(90), reports.getFirst().relayLatencies().get(EU));
    }

    @Test
    void withoutRelaysThereIsAReportOfStunAlone() {
        NetReporter lonely = make(List.of());
        lonely.start(at(0));
        assertEquals(1, reports.size());
        assertEquals(List.of(), asked);
    }

    @Property(tries = 200)
    void whateverHappensThereIsAlwaysANextStepAndProbesAreBounded(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 7) Integer> happenings) {
        asked.clear();
        reports.clear();
        NetReporter any = make(List.of(EU, US));
        any.start(at(0));
        long now = 0;
        for (int happening : happenings) {
            now += 97L * happening;
            switch (happening) {
                case 0 -> any.networkChanged(at(now));
                case 1 -> any.probeAnswered(number, EU, FAST, at(now));
                case 2 -> any.probeFailed(number, US, "x", at(now));
                case 3 -> any.captivePortalChecked(number, CaptivePortal.PRESENT, at(now));
                default -> any.deadlineReached(at(now));
            }
            assertTrue(any.nextDeadline().isPresent());
        }
        assertTrue(asked.size() <= 7 * (happenings.size() + 1));
    }

    /** Starts, and lets the first questions be asked at this instant. */
    private void ask(long millis) {
        reporter.start(at(millis - 200));
        reporter.deadlineReached(at(millis));
        assertEquals(List.of("portal", "eu", "us"), take());
    }

    private void fullReport(long start, CaptivePortal portal) {
        reporter.start(at(start));
        finishFull(start + 200, portal);
    }

    private void finishFull(long millis, CaptivePortal portal) {
        reporter.deadlineReached(at(millis));
        reporter.probeAnswered(number, EU, FAST, at(millis + 10));
        reporter.probeAnswered(number, US, FAST, at(millis + 10));
        reporter.captivePortalChecked(number, portal, at(millis + 10));
        assertEquals(1, reports.size());
    }

    /** Keeps the deadlines until then; returns the last one. */
    private long runUntil(long millis) {
        long last = 0;
        for (;;) {
            Instant next = reporter.nextDeadline().orElseThrow().at();
            if (next.isAfter(at(millis))) {
                return last;
            }
            last = Duration.between(Instant.EPOCH, next).toMillis() + 1;
            reporter.deadlineReached(at(last));
        }
    }

    private List<String> take() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    private static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }
}
