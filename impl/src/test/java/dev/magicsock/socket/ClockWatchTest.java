package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.core.MagicSockEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final Instant WALL = Instant.parse("2026-11-22T12:00:00Z");

    private int resumptions;
    private final ClockWatch watch = new ClockWatch(() -> resumptions++);
    private Instant wall = WALL;
    private Instant now = Instant.EPOCH;

    @Test
    void theFirstLookTellsTheOffset() {
        assertEquals(List.of(new MagicSockEvent.UnixTimeOffsetSet(Duration.between(now, wall))), look());
    }

    @Test
    void clocksThatGoTogetherTellNothing() {
        look();
        pass(Duration.ofSeconds(1));
        assertEquals(List.of(), look());
    }

    @Test
    void aWallClockThatIsSetBackIsNoSleep() {
        look();
        pass(Duration.ofSeconds(1));
        wall = wall.minusSeconds(3600);
        assertEquals(List.of(new MagicSockEvent.UnixTimeOffsetSet(Duration.between(now, wall))), look());
    }

    @Test
    void aWallClockThatWentOnWhileTheOtherStoodStillIsSleep() {
        look();
        wall = wall.plusSeconds(60);
        assertEquals(List.of(new MagicSockEvent.UnixTimeOffsetSet(Duration.between(now, wall)),
                new MagicSockEvent.Resumed(Duration.ofSeconds(60))), look());
    }

    @Test
    void aLookThatComesFarTooLateIsSleep() {
        look();
        pass(Duration.ofSeconds(40));
        assertEquals(List.of(new MagicSockEvent.Resumed(Duration.ofSeconds(40))), look());
        assertEquals(1, resumptions);
    }

    @Test
    void aCorrectionOfSomeMillisecondsIsNoise() {
        look();
        pass(Duration.ofSeconds(1));
        wall = wall.plusMillis(50);
        assertEquals(List.of(), look());
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        now = now.plus(time);
    }

    private List<MagicSockEvent> look() {
        return watch.look(wall, now);
    }
}
