package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relaystub.check.CheckTarget;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.Outcome;
import dev.magicsock.relaystub.check.RelayCheck;
import dev.magicsock.relaystub.check.RuleResult;
import dev.magicsock.relaystub.net.RelayServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Checks iroh's relay and ours at the same time, and compares both with what the documentation says. */
final class SideBySide {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private SideBySide() {
    }

    /**
     * Fails if either breaks a rule, or the documented table is another one.
     *
     * @param heading of the table in the documentation
     * @param name    of the file in which the table of this run is left
     */
    static void compare(RealRelay real, RelayServer ours, RelayCheck.Depth depth, String heading, String name)
            throws Exception {
        RelayUrl url = RelayUrl.parse((real.url().isSecure() ? "https" : "http") + "://127.0.0.1:"
                + ours.address().getPort());
        // Much of either check is waiting.
        CompletableFuture<List<RuleResult>> checkOfOurs = CompletableFuture.supplyAsync(() -> check(url, depth),
                task -> Thread.ofVirtual().start(task));
        List<RuleResult> resultsOfReal = check(real.url(), depth);
        List<RuleResult> resultsOfOurs = checkOfOurs.get();
        ConformanceTable table = ConformanceTable.of(resultsOfReal, resultsOfOurs);
        Path file = Path.of("target", name + ".md");
        table.write(file);
        assertEquals(List.of(), failed(resultsOfReal), "iroh-relay");
        assertEquals(List.of(), failed(resultsOfOurs), "our relay");
        assertEquals(ConformanceTable.documented(heading).verdicts(), table.verdicts(),
                () -> "the documentation is to have the table in " + file + " under '" + heading + "'");
    }

    private static List<RuleResult> check(RelayUrl url, RelayCheck.Depth depth) {
        CheckTarget target = new CheckTarget(url, Dialer.Tls.INSECURE, Optional.empty(), TIMEOUT);
        return new RelayCheck(target, new SplittableRandom(1)).run(depth, _ -> { });
    }

    private static List<String> failed(List<RuleResult> results) {
        return results.stream().filter(result -> result.outcome() == Outcome.FAILED)
                .map(result -> result.id() + ": " + result.detail()).toList();
    }
}
