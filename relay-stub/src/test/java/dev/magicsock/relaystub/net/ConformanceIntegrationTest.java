package dev.magicsock.relaystub.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relaystub.check.CheckTarget;
import dev.magicsock.relaystub.check.Dialer;
import dev.magicsock.relaystub.check.Outcome;
import dev.magicsock.relaystub.check.RelayCheck;
import dev.magicsock.relaystub.check.RuleResult;
import dev.magicsock.relaystub.fault.Fate;
import dev.magicsock.relaystub.fault.RelayFaults;
import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.relaystub.server.ConnectionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The conformance check, against the relay of this module and against ones that misbehave. */
@Timeout(120)
class ConformanceIntegrationTest {

    /** For relays that leave out what is due: every missing answer costs as much. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Test
    void theRelayKeepsEveryRule() throws IOException {
        try (RunningRelay relay = RunningRelay.start(RunningRelay.settings())) {
            List<RuleResult> results = check(relay, "http", Optional.empty(), RunningRelay.PATIENCE);
            assertEquals(List.of(), ids(results, Outcome.FAILED), () -> details(results));
            assertEquals(List.of("handshake.header-mismatch", "handshake.header", "access.token"),
                    ids(results, Outcome.NOT_APPLICABLE));
            assertEquals(results.size(), new TreeSet<>(results.stream().map(RuleResult::id).toList()).size());
            assertTrue(results.size() > 50, () -> results.size() + " rules");
        }
    }

    @Test
    void theRelayKeepsEveryRuleBehindTlsAndWithATokenToo() throws IOException {
        RelayServerSettings settings = RunningRelay.settings()
                .withTls(TlsIdentity.selfSigned(Instant.now())).withAccessControl(AccessControl.tokens(List.of("t")));
        try (RunningRelay relay = RunningRelay.start(settings)) {
            List<RuleResult> results = check(relay, "https", Optional.of("t"), RunningRelay.PATIENCE);
            assertEquals(List.of(), ids(results, Outcome.FAILED), () -> details(results));
            assertTrue(ids(results, Outcome.PASSED).contains("handshake.header"));
            assertTrue(ids(results, Outcome.PASSED).contains("access.token"));
        }
    }

    @Test
    void aRelayThatForgetsToTellWhoIsGoneFailsThatRuleAlone() throws IOException {
        RelayFaults forgetful = new RelayFaults() {
            @Override
            public Fate toClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
                return message[0] == 8 ? new Fate.Drop() : Fate.PASS;
            }
        };
        try (RunningRelay relay = RunningRelay.start(RunningRelay.settings(), forgetful)) {
            List<RuleResult> results = check(relay, "http", Optional.empty(), SHORT);
            assertEquals(List.of("gone.told", "gone.not-told", "gone.last"), ids(results, Outcome.FAILED));
        }
    }

    @Test
    void whereNobodyListensNothingIsChecked() throws IOException {
        RunningRelay relay = RunningRelay.start(RunningRelay.settings());
        CheckTarget target = target(relay, "http", Optional.empty(), SHORT);
        relay.close();
        assertThrows(IOException.class, () -> new RelayCheck(target, new SplittableRandom(1)).requireReachable());
    }

    private static List<RuleResult> check(RunningRelay relay, String scheme, Optional<String> token, Duration timeout) {
        return new RelayCheck(target(relay, scheme, token, timeout), new SplittableRandom(1))
                .run(RelayCheck.Depth.USUAL, _ -> { });
    }

    private static CheckTarget target(RunningRelay relay, String scheme, Optional<String> token, Duration timeout) {
        RelayUrl url = RelayUrl.parse(scheme + "://127.0.0.1:" + relay.server.address().getPort());
        return new CheckTarget(url, Dialer.Tls.INSECURE, token, timeout);
    }

    private static List<String> ids(List<RuleResult> results, Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).map(RuleResult::id).toList();
    }

    private static String details(List<RuleResult> results) {
        return results.stream().filter(result -> result.outcome() == Outcome.FAILED)
                .map(result -> result.id() + ": " + result.detail()).collect(Collectors.joining("\n"));
    }
}
