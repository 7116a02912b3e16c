package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.natview.Birthday;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.punch.AdaptivePunch;
import dev.magicsock.punch.BirthdayPunch;
import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.punch.PortPredictionPunch;
import dev.magicsock.punch.PunchStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Whole MagicSocks that measure their NATs get direct where plain punching cannot, as often as they should.
 *
 * <p>The normal build draws some worlds. {@code -Dmagicsock.proofs.punchWorlds=N} draws N for each question.
 */
class MeasuredPunchTest {

    private static final int WORLDS = Integer.getInteger("magicsock.proofs.punchWorlds", 20);
    private static final Duration BOUND = Duration.ofSeconds(15);

    private static final NatBehavior EASY = NatPreset.PORT_RESTRICTED.behavior();
    private static final NatBehavior RANDOM = NatPreset.SYMMETRIC.behavior();
    private static final NatBehavior SEQUENTIAL =
            RANDOM.toBuilder().ports(new PortAssignment.Sequential(2)).build();

    @Test
    void plainPunchingGetsThroughNoneOfThem() {
        assertEquals(0, direct(3, EASY, RANDOM, new CallMeMaybePunch(), 0, BOUND));
        assertEquals(0, direct(3, EASY, SEQUENTIAL, new CallMeMaybePunch(), 0, BOUND));
        assertEquals(0, direct(3, SEQUENTIAL, SEQUENTIAL, new CallMeMaybePunch(), 0, BOUND));
    }

    @Test
    void adaptiveMeetsRandomPortsWithin15SecondsIn95Of100Worlds() {
        assertTrue(direct(WORLDS, EASY, RANDOM, new AdaptivePunch(), 0, BOUND) >= 0.95 * WORLDS);
    }

    @Test
    void adaptiveForetellsSequentialPortsWithin15SecondsIn99Of100WorldsWhateverOthersDo() {
        assertTrue(direct(WORLDS, EASY, SEQUENTIAL, new AdaptivePunch(), 2, BOUND) >= 0.99 * WORLDS);
    }

    @Test
    void twoSequencesMeetAmongOtherPeoplesMappings() {
        int worlds = WORLDS / 2;
        assertTrue(direct(worlds, SEQUENTIAL, SEQUENTIAL, new PortPredictionPunch(9), 2, BOUND) >= 0.95 * worlds);
    }

    @Test
    void everyFifthJudgementWrongCostsTimeAndNoConnection() {
        Duration patient = Duration.ofSeconds(60);
        int worlds = WORLDS / 4;
        assertEquals(worlds, direct(worlds, EASY, RANDOM, new AdaptivePunch(0.2), 0, patient));
        assertEquals(worlds, direct(worlds, EASY, SEQUENTIAL, new AdaptivePunch(0.2), 0, patient));
        assertEquals(worlds, direct(worlds, EASY, EASY, new AdaptivePunch(0.2), 0, patient));
    }

    @Test
    void guessesMeetOpenPortsAsOftenAsComputed() {
        int sockets = 64;
        int probes = 512;
        int worlds = 2 * WORLDS;
        double expected = Birthday.success(64_512, sockets, probes);
        double error = Math.sqrt(expected * (1 - expected) / worlds);
        // The first attempt alone: half a second of plain punching, and five seconds of guesses.
        int met = direct(worlds, EASY, RANDOM, new BirthdayPunch(sockets, probes), 0, Duration.ofMillis(6900));
        assertEquals(expected, met / (double) worlds, 3 * error, met + " of " + worlds);
    }

    @Test
    void nothingIsGuessedWhereNothingCanWork() {
        for (int seed = 1; seed <= 3; seed++) {
            PunchWorld hopeless = PunchWorld.of(seed, RANDOM, RANDOM, new AdaptivePunch());
            assertTrue(hopeless.run(Duration.ofMinutes(2)).isEmpty());
            long probes = hopeless.probes();
            assertTrue(probes < 600, probes + " probes");
        }
    }

    private static int direct(int worlds, NatBehavior a, NatBehavior b, PunchStrategy strategy, double othersPerSecond,
            Duration within) {
        int direct = 0;
        for (int seed = 1; seed <= worlds; seed++) {
            boolean turned = seed % 2 == 0;
            PunchWorld world = PunchWorld.crowded(seed, turned ? b : a, turned ? a : b, strategy, othersPerSecond);
            direct += world.run(within).isPresent() ? 1 : 0;
        }
        return direct;
    }
}
