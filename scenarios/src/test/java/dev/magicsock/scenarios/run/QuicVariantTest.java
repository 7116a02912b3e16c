package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.bundled.BundledScenarios;
import dev.magicsock.scenarios.model.QuicVariant;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bundled scenario once more, with real QUIC in place of its datagrams. */
class QuicVariantTest {

    static List<String> withVariant() {
        return BundledScenarios.names().stream().filter(name -> variant(name) instanceof QuicVariant.Possible).toList();
    }

    private static QuicVariant variant(String name) {
        return QuicVariant.of(Scenarios.bundled(name));
    }

    @ParameterizedTest
    @MethodSource("withVariant")
    void holdsWithRealQuicToo(String name) {
        Scenario scenario = assertInstanceOf(QuicVariant.Possible.class, variant(name)).scenario();
        RecordedRun run = Runs.seeded(scenario, scenario.seed());
        assertTrue(run.passed(), () -> run.expectations().stream().filter(one -> one.outcome() != Outcome.HOLDS)
                .map(one -> one.expectation() + ": " + one.happened()).toList().toString());
        assertEquals(2, run.expectations().stream().filter(one -> one.expectation().contains("quic-")).count());
    }

    @Test
    void onlyWhatIsAboutSilenceOrHasQuicAlreadyIsLeftOut() {
        Map<String, String> reasons = new LinkedHashMap<>();
        BundledScenarios.names().stream().filter(name -> !Scenarios.bundled(name).usesQuic()).forEach(name -> {
            if (variant(name) instanceof QuicVariant.Senseless(String reason)) {
                reasons.put(name, reason);
            }
        });
        assertEquals(Map.of("mapping-timeout",
                "it is about 65 s of silence between alice and bob, which QUIC's keep-alives would fill",
                "suspend-resume",
                "bob sleeps for 30 s, and QUIC gives up a connection after 30 s of silence"), reasons);
        assertEquals(new QuicVariant.Senseless("it has real QUIC already"), variant("quic-many"));
    }

    @Test
    void networkFaultsAndClaimsAboutPathsStayAndDatagramsGo() {
        Scenario plain = Scenarios.bundled("link-outage");
        Scenario variant = assertInstanceOf(QuicVariant.Possible.class, QuicVariant.of(plain)).scenario();
        assertEquals("link-outage-over-quic", variant.name());
        assertEquals(plain.network(), variant.network());
        assertEquals(List.of("connect", "traffic", "link-down"),
                variant.script().stream().map(step -> step.action().keyword()).toList());
        assertTrue(variant.script().stream().noneMatch(step -> step.action() instanceof ScriptAction.Traffic));
        assertEquals(List.of("alice and bob: path direct, throughout 3s..11s",
                "alice and bob: path direct, throughout 25s..40s", "alice and bob: quic-intact true, in the end",
                "alice and bob: quic-handshakes 1, in the end"),
                variant.expectations().stream().map(one -> one.text()).toList());
        assertTrue(variant.duration().compareTo(plain.duration()) > 0);
    }
}
