package dev.magicsock.relaystub.server;

import static dev.magicsock.relaystub.server.RecordedOutput.sent;
import static dev.magicsock.relaystub.server.RelayFixture.ALICE;
import static dev.magicsock.relaystub.server.RelayFixture.BOB;
import static dev.magicsock.relaystub.server.RelayFixture.at;
import static dev.magicsock.relaystub.server.RelayFixture.connection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a relay tells its clients about itself, and whose connection is whose. */
class NoticesTest {

    private final RelayFixture fixture = new RelayFixture();

    @Test
    void aRestartIsAnnouncedToClientsOfBothVersionsButNotToStrangers() {
        fixture.connect(1, ALICE, RelayProtocolVersion.V1, 0);
        fixture.connect(2, BOB, RelayProtocolVersion.V2, 0);
        fixture.open(3, 0);
        fixture.output.take();
        fixture.relay.announceRestart(new RelayFrame.Restarting(Duration.ofMillis(10), Duration.ofMillis(20)), at(1));
        byte[] expected = HexFormat.of().parseHex("0c0000000a00000014");
        assertEquals(List.of(sent(connection(1), expected), sent(connection(2), expected)), fixture.output.take());
    }

    @Test
    void aWarningIsWordsForVersionOneAndANumberForVersionTwo() {
        fixture.connect(1, ALICE, RelayProtocolVersion.V1, 0);
        fixture.connect(2, BOB, RelayProtocolVersion.V2, 0);
        fixture.relay.warn(_ -> true, new RelayWarning(99, "tired"), at(1));
        assertEquals(List.of(sent(connection(1), "\u000btired".getBytes(StandardCharsets.UTF_8)),
                sent(connection(2), new byte[] {13, 99})), fixture.output.take());
    }

    @Test
    void onlyThoseConcernedAreWarned() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
        fixture.relay.warn(BOB.id()::equals, new RelayWarning(99, ""), at(1));
        assertEquals(List.of(), fixture.output.takeSentTo(connection(1)));
    }

    @Test
    void aWarningThatNoFrameCanSayIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RelayWarning(256, ""));
        assertThrows(IllegalArgumentException.class, () -> new RelayWarning(1, "x".repeat(1025)));
    }

    @Test
    void aConnectionHasAnOwnerFromAdmissionToItsEnd() {
        fixture.open(1, 0);
        assertEquals(Optional.empty(), fixture.relay.endpointOf(connection(1)));
        fixture.connect(2, ALICE, 1);
        assertEquals(Optional.of(ALICE.id()), fixture.relay.endpointOf(connection(2)));
        fixture.relay.connectionClosed(connection(2), at(2));
        assertEquals(Optional.empty(), fixture.relay.endpointOf(connection(2)));
    }
}
