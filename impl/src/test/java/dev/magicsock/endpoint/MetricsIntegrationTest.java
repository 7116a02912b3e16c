package dev.magicsock.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a monitoring library sees of an endpoint. */
@Timeout(120)
class MetricsIntegrationTest {

    private final EchoNodes nodes = new EchoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void namesAreUniqueWellFormedAndDocumented() throws Exception {
        String documented = Files.readString(Path.of("..", "docs", "MONITORING.md"));
        List<Metric> metrics = nodes.keep(EchoNodes.loopback(1).bind()).metrics();

        assertEquals(metrics.size(), metrics.stream().map(Metric::name).distinct().count());
        for (Metric metric : metrics) {
            assertTrue(metric.name().matches("[a-z][a-z0-9_]*"), metric::name);
            assertFalse(metric.description().isBlank() || metric.description().endsWith("."), metric::name);
            assertTrue(documented.contains("| `" + metric.name() + "` | " + kind(metric) + " |"), metric::name);
        }
    }

    private static String kind(Metric metric) {
        return metric.kind() == Metric.Kind.COUNTER ? "counter" : "gauge";
    }

    @Test
    void connectionsAndBytesAreCounted() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        MagicSock alice = nodes.keep(EchoNodes.loopback(1).listener((event, _) -> {
            if (event instanceof EndpointEvent.Closed) {
                closed.countDown();
            }
        }).bind());
        MagicSock bob = nodes.echoing(EchoNodes.loopback(2));
        Connection connection = alice.connect(bob.address(), EchoNodes.PROTOCOL);
        EchoNodes.assertEchoes(connection, 50_000, 1);

        Map<String, Long> open = values(alice);
        assertEquals(1, open.get("num_conns_dialled"));
        assertEquals(0, open.get("num_conns_accepted"));
        assertEquals(1, open.get("conns_open"));
        assertEquals(1, open.get("remotes_known"));
        assertTrue(open.get("send_ipv4") > 50_000, open::toString);
        assertTrue(open.get("recv_data_ipv4") > 50_000, open::toString);

        connection.close();
        assertTrue(closed.await(EchoNodes.PATIENCE_SECONDS, TimeUnit.SECONDS));
        Map<String, Long> after = values(alice);
        assertEquals(1, after.get("num_conns_closed"));
        assertEquals(0, after.get("conns_open"));
        assertEquals(1, values(bob).get("num_conns_accepted"));
    }

    @Test
    void whoeverDoesNotComeThroughIsCounted() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        MagicSock alice = nodes.keep(EchoNodes.loopback(1).bind());
        MagicSock bob = nodes.keep(EchoNodes.loopback(2).listener((event, _) -> {
            if (event instanceof EndpointEvent.Refused) {
                refused.countDown();
            }
        }).bind());

        assertThrows(IOException.class, () -> alice.connect(bob.address(), "test/other/0"));

        assertTrue(refused.await(EchoNodes.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(1, values(bob).get("num_conns_refused"));
        assertEquals(0, values(alice).get("num_conns_dialled"));
    }

    private static Map<String, Long> values(MagicSock endpoint) {
        Map<String, Long> values = new TreeMap<>();
        endpoint.metrics().forEach(metric -> values.put(metric.name(), metric.value()));
        return values;
    }
}
