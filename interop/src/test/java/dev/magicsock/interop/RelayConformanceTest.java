package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relaystub.check.CheckTarget;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.Outcome;
import dev.magicsock.relaystub.check.RelayCheck;
import dev.magicsock.relaystub.check.RuleResult;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import dev.magicsock.relaystub.net.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same rules for iroh's own relay and for ours; the tables are left in {@code target}. */
@Timeout(180)
class RelayConformanceTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void bothRelaysKeepTheSameRulesOverPlainHttp() throws Exception {
        try (RealRelay real = RealRelay.start(folder); RelayServer ours = RelayServer.start(settings())) {
            compare("plain", check(real.url(), RelayCheck.Depth.PATIENT),
                    check(url("http", ours), RelayCheck.Depth.PATIENT));
        }
    }

    @Test
    void bothRelaysKeepTheSameRulesBehindTls() throws Exception {
        PemFiles files = PemFiles.make(folder);
        RelayServerSettings secure = settings().withTls(TlsIdentity.ofPem(files.certificate(), files.key()));
        try (RealRelay real = RealRelay.startWithTls(folder, files.certificate(), files.key());
                RelayServer ours = RelayServer.start(secure)) {
            compare("tls", check(real.url(), RelayCheck.Depth.USUAL),
                    check(url("https", ours), RelayCheck.Depth.USUAL));
        }
    }

    private static List<RuleResult> check(RelayUrl url, RelayCheck.Depth depth) {
        CheckTarget target = new CheckTarget(url, Dialer.Tls.INSECURE, Optional.empty(), TIMEOUT);
        return new RelayCheck(target, new SplittableRandom(1)).run(depth, _ -> { });
    }

    private static void compare(String name, List<RuleResult> real, List<RuleResult> ours) throws IOException {
        Files.writeString(Path.of("target", "relay-conformance-" + name + ".md"), table(real, ours));
        assertEquals(List.of(), failed(real), "iroh-relay");
        assertEquals(List.of(), failed(ours), "our relay");
        assertEquals(real.stream().map(RuleResult::outcome).toList(), ours.stream().map(RuleResult::outcome).toList());
    }

    private static List<String> failed(List<RuleResult> results) {
        return results.stream().filter(result -> result.outcome() == Outcome.FAILED)
                .map(result -> result.id() + ": " + result.detail()).toList();
    }

    private static String table(List<RuleResult> real, List<RuleResult> ours) {
        StringBuilder table = new StringBuilder("| Rule | Section | iroh-relay | ours |\n|---|---|---|---|\n");
        for (int i = 0; i < ours.size(); i++) {
            RuleResult rule = ours.get(i);
            table.append("| ").append(rule.rule()).append(" | ").append(rule.section())
                    .append(" | ").append(cell(real.get(i))).append(" | ").append(cell(rule)).append(" |\n");
        }
        return table.toString();
    }

    private static String cell(RuleResult result) {
        String cell = String.format(Locale.ROOT, "%s, %.1f ms", result.outcome().name().toLowerCase(Locale.ROOT)
                .replace('_', ' '), result.took().toNanos() / 1e6);
        return result.detail().isEmpty() ? cell : cell + ": " + result.detail().replace("|", "\\|");
    }

    private static RelayUrl url(String scheme, RelayServer server) {
        return RelayUrl.parse(scheme + "://127.0.0.1:" + server.address().getPort());
    }

    private static RelayServerSettings settings() {
        return RelayServerSettings.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "0.1.0");
    }
}
