package dev.magicsock.natview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PortSequenceProperties {

    /** With one of ours right after another the step itself is among the distances. */
    @Property(tries = 200)
    void theStepShowsBetweenOtherPeoplesMappings(@ForAll @IntRange(min = 1, max = 8) int step,
            @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 0, max = 7) Integer> others) {
        PortSequence sequence = new PortSequence();
        int port = 20_000;
        sequence.add(port, Instant.EPOCH);
        for (int before : others) {
            port += step * (1 + before);
            sequence.add(port, Instant.EPOCH);
        }
        sequence.add(port + step, Instant.EPOCH);
        assertEquals(Optional.of(step), sequence.step());
    }

    @Property(tries = 100)
    void portsThatCountDownwardsAreASequenceToo(@ForAll @IntRange(min = 1, max = 8) int step) {
        assertEquals(Optional.of(-step), of(30_000, 30_000 - step, 30_000 - 3 * step).step());
    }

    @Example
    void randomPortsAreHardlyEverTakenForASequence() {
        SplittableRandom random = new SplittableRandom(1);
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            taken += of(port(random), port(random), port(random)).step().isPresent() ? 1 : 0;
        }
        assertTrue(taken < 100, taken + " of 10,000");
    }

    @Example
    void theEndOfTheRangeIsNoEndOfTheSequence() {
        assertEquals(Optional.of(2), of(65_531, 65_533, 1024, 1026).step());
    }

    @Example
    void aSequenceThatTurnsIsNone() {
        assertEquals(Optional.empty(), of(2000, 2001, 2000).step());
        assertEquals(Optional.empty(), of(2000, 2000).step());
        assertEquals(Optional.empty(), of(2000).step());
    }

    @Example
    void theRateOfOthersIsLearned() {
        PortSequence sequence = new PortSequence();
        sequence.add(2000, Instant.EPOCH);
        sequence.add(2001, Instant.EPOCH.plusMillis(100));
        sequence.add(2006, Instant.EPOCH.plusMillis(500));
        assertEquals(8, sequence.othersPerSecond(), 1e-9);
        PortPredictor predictor = sequence.predictor().orElseThrow();
        assertEquals(0.8, predictor.othersUntil(Instant.EPOCH.plusMillis(600)), 1e-9);
    }

    @Property(tries = 100)
    void theLikeliestPortIsTheModeOfThePoissonDistribution(@ForAll @IntRange(min = 0, max = 40) int tenths) {
        double mean = 0.05 + tenths / 10.0;
        PortPredictor predictor = new PortPredictor(5000, 3, Instant.EPOCH, mean);
        int likeliest = predictor.likeliest(1, Instant.EPOCH.plusSeconds(1)).getFirst();
        int mode = (int) Math.floor(mean);
        assertEquals(5000 + 3 * (1 + mode), likeliest);
    }

    @Example
    void portsGoOnAtTheBeginningOfTheRange() {
        assertEquals(List.of(65_535, 1024, 1025), new PortPredictor(65_534, 1, Instant.EPOCH, 0).following(3));
        assertEquals(List.of(1024, 65_535), new PortPredictor(1025, -1, Instant.EPOCH, 0).following(2));
    }

    private static int port(SplittableRandom random) {
        return random.nextInt(1024, 65_536);
    }

    private static PortSequence of(int... ports) {
        PortSequence sequence = new PortSequence();
        for (int port : ports) {
            sequence.add(port, Instant.EPOCH);
        }
        return sequence;
    }
}
