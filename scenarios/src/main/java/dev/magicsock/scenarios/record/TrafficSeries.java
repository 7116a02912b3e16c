package dev.magicsock.scenarios.record;

import dev.magicsock.reports.record.Series.Unit;
import dev.magicsock.reports.recorder.RunRecorder;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * Measures a finished run's datagrams of one direction in windows: how many bits per second arrived, how many datagrams
 * were sent and how many of these were lost. Nothing of it costs the run any time.
 */
final class TrafficSeries {

    /** Short enough to see a path fail, long enough for several datagrams of a usual flow. */
    static final Duration WINDOW = Duration.ofMillis(250);

    private static final long BITS_PER_BYTE = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final RunRecorder recorder;
    private final String subject;

    TrafficSeries(String from, String to, RunRecorder recorder) {
        this.recorder = recorder;
        this.subject = from + " to " + to;
    }

    void write(DatagramLedger datagrams, Instant end) {
        if (datagrams.size() == 0) {
            return;
        }
        int windows = (int) (sinceStart(end) / WINDOW.toNanos()) + 1;
        long[] sent = new long[windows];
        long[] lost = new long[windows];
        long[] bytes = new long[windows];
        for (int sequence = 0; sequence < datagrams.size(); sequence++) {
            int window = window(datagrams.sentAt(sequence));
            sent[window]++;
            lost[window] += datagrams.isLost(sequence, end) ? 1 : 0;
            Optional<Instant> arrived = datagrams.deliveredAt(sequence);
            if (arrived.isPresent()) {
                bytes[window(arrived.get())] += datagrams.sizeBytes(sequence);
            }
        }
        boolean[] active = active(sent, bytes);
        sample("goodput", Unit.BITS_PER_SECOND, active, window -> bitsPerSecond(bytes[(int) window]));
        sample("sent", Unit.PACKETS, active, window -> sent[(int) window]);
        sample("lost", Unit.PACKETS, active, window -> lost[(int) window]);
    }

    /** From the first window in which something was sent to the last one in which something was sent or arrived. */
    private static boolean[] active(long[] sent, long[] bytes) {
        boolean[] active = new boolean[sent.length];
        int last = -1;
        for (int window = 0; window < sent.length; window++) {
            if (sent[window] > 0 || bytes[window] > 0) {
                int from = last < 0 ? window : last + 1;
                for (int between = from; between <= window; between++) {
                    active[between] = true;
                }
                last = window;
            }
        }
        return active;
    }

    private void sample(String name, Unit unit, boolean[] active, LongUnaryOperator value) {
        for (int window = 0; window < active.length; window++) {
            if (active[window]) {
                recorder.window(subject, name, unit, value.applyAsLong(window), WINDOW,
                        Instant.EPOCH.plus(WINDOW.multipliedBy(window)));
            }
        }
    }

    private static long bitsPerSecond(long bytes) {
        return Math.multiplyExact(bytes, BITS_PER_BYTE) * (NANOS_PER_SECOND / WINDOW.toNanos());
    }

    private static int window(Instant at) {
        return (int) (sinceStart(at) / WINDOW.toNanos());
    }

    private static long sinceStart(Instant at) {
        return Duration.between(Instant.EPOCH, at).toNanos();
    }
}
