package dev.magicsock.path;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundTripEstimatorTest {

    private static final Duration MIN = Duration.ofMillis(200);
    private static final Duration MAX = Duration.ofSeconds(3);

    private final RoundTripEstimator estimator = new RoundTripEstimator();

    @Test
    void theFirstSampleSetsBothValues() {
        estimator.sample(Duration.ofMillis(100));
        assertEquals(Duration.ofMillis(100), estimator.smoothed());
        assertEquals(Duration.ofMillis(50), estimator.variation());
        assertEquals(Duration.ofMillis(300), estimator.patience(MIN, MAX));
    }

    @Test
    void furtherSamplesAreWeightedByAnEighthAndAQuarter() {
        estimator.sample(Duration.ofMillis(100));
        estimator.sample(Duration.ofMillis(180));
        assertEquals(Duration.ofMillis(110), estimator.smoothed());
        assertEquals(Duration.ofNanos(57_500_000), estimator.variation());
    }

    @Test
    void patienceStaysWithinItsBounds() {
        assertEquals(MAX, estimator.patience(MIN, MAX));
        estimator.sample(Duration.ofMillis(1));
        assertEquals(MIN, estimator.patience(MIN, MAX));
        estimator.sample(Duration.ofDays(1));
        assertEquals(MAX, estimator.patience(MIN, MAX));
    }

    @Test
    void negativeSamplesCountAsZero() {
        estimator.sample(Duration.ofMillis(-5));
        assertEquals(Duration.ZERO, estimator.smoothed());
    }
}
