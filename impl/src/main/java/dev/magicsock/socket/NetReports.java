package dev.magicsock.socket;

import dev.magicsock.core.MagicSockCore;
import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.core.Observation;
import dev.magicsock.dial.Dialer;
import dev.magicsock.dial.DialSettings;
import dev.magicsock.dial.HttpExchange;
import dev.magicsock.dial.ServerAddress;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netreport.CaptivePortal;
import dev.magicsock.netreport.NetReport;
import dev.magicsock.netreport.NetReportOutput;
import dev.magicsock.netreport.NetReporter;
import dev.magicsock.netreport.RelayProbes;
import dev.magicsock.netreport.StunSighting;
import dev.magicsock.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Carries out what a {@link NetReporter} decides: a virtual thread keeps its deadlines, and each probe has one of its
 * own, so nothing here is ever in the way of datagrams. At most sixteen probes run at a time. Thread-safe.
 */
final class NetReports {

    /** For each probe, and for the check of a captive portal, as iroh has it. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration PORTAL_TIMEOUT = Duration.ofSeconds(2);

    private final CoreDriver driver;
    private final Function<RelayUrl, DialSettings> connections;
    private final Consumer<Observation> observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<NetReport> finished = new ArrayDeque<>();
    private final NetReporter reporter;
    private final Thread timer;
    private volatile Optional<NetReport> latest = Optional.empty();
    private boolean closed;

    /**
     * Nothing happens before {@link #start}.
     *
     * @param connections how each relay is reached
     * @param observer    told each report
     */
    NetReports(List<RelayUrl> relays, CoreDriver driver, Function<RelayUrl, DialSettings> connections,
            Consumer<Observation> observer, RandomGenerator random) {
        this.driver = driver;
        this.connections = connections;
        this.observer = observer;
        this.reporter = new NetReporter(relays, new Output(), random);
        this.timer = Thread.ofVirtual().name("magicsock-net-report").unstarted(this::keepDeadlines);
    }

    void start() {
        withReporter(reporter::start);
        timer.start();
    }

    /** The addresses of this machine changed, or it has slept. */
    void networkChanged() {
        withReporter(reporter::networkChanged);
    }

    /** The last complete report. */
    Optional<NetReport> latest() {
        return latest;
    }

    /** Ends it without waiting; probes under way end by their timeouts and change nothing any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void withReporter(Consumer<Instant> action) {
        lock.lock();
        try {
            if (!closed) {
                action.accept(driver.now());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keepDeadlines() {
        try {
            for (;;) {
                List<NetReport> reports = await();
                if (reports.isEmpty()) {
                    return;
                }
                reports.forEach(this::pass);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next reports; none at the end. */
    private List<NetReport> await() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && finished.isEmpty()) {
                Optional<Deadline> deadline = reporter.nextDeadline();
                if (deadline.isEmpty()) {
                    changed.await();
                } else {
                    changed.await(Duration.between(driver.now(), deadline.get().at()).toNanos(), TimeUnit.NANOSECONDS);
                }
                reporter.deadlineReached(driver.now());
            }
            List<NetReport> reports = closed ? List.of() : List.copyOf(finished);
            finished.clear();
            return reports;
        } finally {
            lock.unlock();
        }
    }

    /** Without the lock, since the core has one of its own. */
    private void pass(NetReport report) {
        latest = Optional.of(report);
        report.relayLatencies().forEach((relay, latency) ->
                driver.handle(new MagicSockEvent.RelayMeasured(relay, Optional.of(latency))));
        report.relayFailures().keySet().forEach(relay ->
                driver.handle(new MagicSockEvent.RelayMeasured(relay, Optional.empty())));
        observer.accept(new Observation.NetReported(report));
    }

    private final class Output implements NetReportOutput {

        @Override
        public void probe(int report, RelayUrl relay) {
            Thread.ofVirtual().name("magicsock-probe").start(() -> ping(report, relay));
        }

        @Override
        public void checkCaptivePortal(int report, RelayUrl relay) {
            Thread.ofVirtual().name("magicsock-portal").start(() -> lookForPortal(report, relay));
        }

        @Override
        public List<StunSighting> stunSightings() {
            return driver.read(MagicSockCore::stunSightings);
        }

        @Override
        public void reported(NetReport report) {
            finished.add(report);
        }
    }

    private void ping(int report, RelayUrl relay) {
        try {
            HttpExchange.Answer answer = exchange(connections.apply(relay))
                    .head(ServerAddress.of(relay), RelayProbes.ping(relay), PROBE_TIMEOUT);
            Optional<String> problem = RelayProbes.problemOfPing(answer.response());
            if (problem.isPresent()) {
                withReporter(now -> reporter.probeFailed(report, relay, problem.get(), now));
            } else {
                withReporter(now -> reporter.probeAnswered(report, relay, answer.roundTrip(), now));
            }
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            withReporter(now -> reporter.probeFailed(report, relay, reason, now));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookForPortal(int report, RelayUrl relay) {
        CaptivePortal found = CaptivePortal.UNKNOWN;
        // Whoever needs a proxy has no other way out; what lies in wait on port 80 is of no interest then.
        if (connections.apply(relay).proxy().isEmpty()) {
            try {
                found = RelayProbes.judge(relay, exchange(connections.apply(relay))
                        .head(new ServerAddress(relay.host(), RelayProbes.portalPort(relay), false),
                                RelayProbes.generate204(relay), PORTAL_TIMEOUT).response());
            } catch (IOException e) {
                // Nobody answers: that says nothing.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        CaptivePortal result = found;
        withReporter(now -> reporter.captivePortalChecked(report, result, now));
    }

    private static HttpExchange exchange(DialSettings settings) {
        return new HttpExchange(new Dialer(settings));
    }
}
