package dev.magicsock.reports.recorder;

import static dev.magicsock.reports.Samples.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Series.Bucket;
import dev.magicsock.reports.record.Series.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeriesRecorderTest {

    @Test
    void measurementsOfTheSameMillisecondShareABucket() {
        SeriesRecorder recorder = recorder(4);
        recorder.sample(5, Instant.EPOCH.plusNanos(1_000_000));
        recorder.sample(9, Instant.EPOCH.plusNanos(1_999_999));
        recorder.sample(1, Instant.EPOCH.plusNanos(2_000_000));
        assertEquals(List.of(new Bucket(millis(1), 2, 5, 9, 14), new Bucket(millis(2), 1, 1, 1, 1)),
                recorder.toSeries().buckets());
    }

    @Test
    void tooManyBucketsMergeWithTheirNeighboursAndKeepThePeak() {
        SeriesRecorder recorder = recorder(2);
        recorder.sample(1, millis(0));
        recorder.sample(900, millis(1));
        recorder.sample(2, millis(2));
        Series series = recorder.toSeries();
        assertEquals(Duration.ofMillis(2), series.bucketWidth());
        assertEquals(List.of(new Bucket(millis(0), 2, 1, 900, 901), new Bucket(millis(2), 1, 2, 2, 2)),
                series.buckets());
    }

    @Test
    void timeRunningBackwardsIsABug() {
        SeriesRecorder recorder = recorder(2);
        recorder.sample(1, millis(5));
        assertThrows(IllegalStateException.class, () -> recorder.sample(1, millis(4)));
    }

    @Test
    void aSumBeyondTheRangeStaysAtItsLimit() {
        SeriesRecorder recorder = recorder(2);
        recorder.sample(Long.MAX_VALUE, millis(1));
        recorder.sample(1, millis(1));
        assertEquals(Long.MAX_VALUE, recorder.toSeries().buckets().getFirst().sum());
    }

    @Test
    void aSeriesWithoutMeasurementsHasNoMean() {
        assertEquals(OptionalLong.empty(), recorder(2).toSeries().mean());
    }

    @Property(tries = 200)
    void countSumMinimumAndMaximumAreThoseOfAllMeasurements(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 1_000) Integer> values,
            @ForAll @IntRange(min = 2, max = 12) int limit, @ForAll @IntRange(max = 100_000) int stepMillis) {
        SeriesRecorder recorder = recorder(limit);
        for (int i = 0; i < values.size(); i++) {
            recorder.sample(values.get(i), millis((long) i * stepMillis));
        }
        Series series = recorder.toSeries();
        assertTrue(series.buckets().size() <= limit);
        assertEquals(values.size(), series.count());
        assertEquals(values.stream().mapToLong(value -> value).sum(),
                series.buckets().stream().mapToLong(Bucket::sum).sum());
        assertEquals(values.stream().mapToLong(value -> value).min(), series.min());
        assertEquals(values.stream().mapToLong(value -> value).max(), series.max());
        long width = series.bucketWidth().toNanos();
        assertTrue(series.buckets().stream()
                .allMatch(bucket -> Duration.between(Instant.EPOCH, bucket.at()).toNanos() % width == 0));
    }

    private static SeriesRecorder recorder(int limit) {
        return new SeriesRecorder("alice to bob", "rtt", Unit.NANOSECONDS, limit);
    }
}
