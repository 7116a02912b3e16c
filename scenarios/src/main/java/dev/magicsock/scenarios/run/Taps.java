package dev.magicsock.scenarios.run;

import dev.magicsock.quicsim.process.QuicTap;
import dev.magicsock.trace.QuicTrace;
import dev.magicsock.trace.QuicTraces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lets several look into the QUIC of one endpoint. Those who look are added before the run. */
final class Taps implements QuicTap {

    private final List<QuicTap> all = new ArrayList<>();

    void add(QuicTap tap) {
        if (tap != QuicTap.NONE) {
            all.add(tap);
        }
    }

    @Override
    public QuicTraces traces() {
        return this::begin;
    }

    private QuicTrace begin(QuicTraces.Side side, byte[] originalDestination) {
        List<QuicTrace> traces = all.stream().map(tap -> tap.traces().begin(side, originalDestination)).toList();
        return traces.isEmpty() ? QuicTrace.NONE : event -> traces.forEach(trace -> trace.happened(event));
    }

    @Override
    public void taken(long delivery, Instant at) {
        all.forEach(tap -> tap.taken(delivery, at));
    }
}
