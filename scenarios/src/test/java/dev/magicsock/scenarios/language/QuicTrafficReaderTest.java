package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.scenarios.model.ScriptAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuicTrafficReaderTest {

    private static final String FILE = """
            name: quic
            about: Real QUIC.
            seed: 1
            network:
              hosts: { alice: {}, bob: {} }
            endpoints: { alice: {}, bob: {} }
            script:
              - at: 0s
                connect: { from: alice, to: bob }
              - at: 1s
                traffic: { from: alice, to: bob, %s, until: 5s }
            expect:
              - { in-the-end: true, pair: [alice, bob], quic-intact: true }
            """;

    private static ReadResult read(String keys) {
        return ScenarioSchema.check(FILE.formatted(keys).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertInvalid(String words, String keys) {
        ReadResult.Invalid invalid = assertInstanceOf(ReadResult.Invalid.class, read(keys), keys);
        assertTrue(invalid.toString().contains(words), invalid.toString());
    }

    @Test
    void everythingCanBeSaid() {
        ReadResult.Valid valid = assertInstanceOf(ReadResult.Valid.class,
                read("quic: requests, size: 10kB, count: 5, every: 200ms, connections: 3, guard: off"));
        assertEquals(new ScriptAction.QuicTraffic("alice", "bob", ScriptAction.QuicKind.REQUESTS, 10_000, 5,
                Duration.ofMillis(200), 3, false, Duration.ofSeconds(5)),
                valid.scenario().script().getLast().action());
        assertTrue(valid.scenario().usesQuic());
    }

    @Test
    void mostOfItNeedNotBeSaid() {
        ReadResult.Valid valid = assertInstanceOf(ReadResult.Valid.class, read("quic: bulk, size: 1MB"));
        assertEquals(new ScriptAction.QuicTraffic("alice", "bob", ScriptAction.QuicKind.BULK, 1_000_000, 1,
                Duration.ZERO, 1, true, Duration.ofSeconds(5)), valid.scenario().script().getLast().action());
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertInvalid("quic", "quic: carrier-pigeon, size: 1kB");
        assertInvalid("size", "quic: datagrams, size: 1200B");
        assertInvalid("count", "quic: bulk, size: 1kB, count: 2");
        assertInvalid("both-ways", "quic: bulk, size: 1kB, both-ways: on");
        assertInvalid("count", "every: 1s, size: 100B, count: 2");
        assertInvalid("guard", "every: 1s, size: 100B, guard: off");
    }
}
