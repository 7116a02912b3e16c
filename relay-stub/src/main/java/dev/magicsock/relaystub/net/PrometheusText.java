package dev.magicsock.relaystub.net;

import dev.magicsock.relaystub.server.CloseReason;
import dev.magicsock.relaystub.server.RelayServerCore;
import dev.magicsock.relaystub.server.RelayServerCounter;
import dev.magicsock.relaystub.server.RelayServerDrop;
import java.util.Locale;

/** Writes the counts of a relay in the text exposition format of Prometheus, version 0.0.4. */
final class PrometheusText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "magicsock_relay_";

    private final StringBuilder text = new StringBuilder();

    private PrometheusText() {
    }

    static String of(RelayServerCore core, RelayEvents events, HalfOpen halfOpen, long heldBytes) {
        PrometheusText page = new PrometheusText();
        page.single("gauge", "clients", core.clientCount());
        page.single("gauge", "connections", core.connectionCount());
        page.single("gauge", "half_open_connections", halfOpen.size());
        page.single("gauge", "incomplete_message_bytes", heldBytes);
        page.single("counter", "accepted_total", halfOpen.accepted());
        page.single("counter", "turned_away_total", halfOpen.turnedAway());
        page.single("counter", "half_open_evicted_total", halfOpen.evicted());
        page.single("counter", "half_open_timed_out_total", halfOpen.timedOut());
        for (RelayServerCounter counter : RelayServerCounter.values()) {
            page.single("counter", lowercase(counter) + "_total", core.metrics().count(counter));
        }
        page.single("counter", "bad_websocket_frames_total", events.badFrames());
        page.single("counter", "connections_over_memory_bound_total", events.connectionsOverBudget());
        page.type("counter", "drops_total");
        for (RelayServerDrop reason : RelayServerDrop.values()) {
            page.sample("drops_total{reason=\"" + lowercase(reason) + "\"}", events.count(reason));
        }
        page.type("counter", "closes_total");
        for (CloseReason reason : CloseReason.values()) {
            page.sample("closes_total{reason=\"" + lowercase(reason) + "\"}", events.count(reason));
        }
        return page.text.toString();
    }

    private static String lowercase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void single(String type, String name, long value) {
        type(type, name);
        sample(name, value);
    }

    private void type(String type, String name) {
        text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, long value) {
        text.append(PREFIX).append(name).append(' ').append(value).append('\n');
    }
}
