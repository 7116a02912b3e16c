package dev.magicsock.scenarios.qlog;

import dev.magicsock.reports.json.JsonLine;
import dev.magicsock.scenarios.host.Via;
import dev.magicsock.trace.QuicTraceEvent;
import dev.magicsock.trace.TracedFrame;
import dev.magicsock.trace.TracedPacket;
import java.util.List;
import java.util.Optional;

/** Writes what happens at one end of a connection. */
final class ConnectionQlog {

    private final QlogOutput.Events events;
    private final Tuples tuples;
    private QuicTraceEvent congestion;
    private QuicTraceEvent roundTrips;
    private boolean closed;

    ConnectionQlog(QlogOutput.Events events, String originalDestination) {
        this.events = events;
        this.tuples = new Tuples(events);
        events.add("quic:connection_started", new JsonLine().put("local", new JsonLine())
                .put("remote", new JsonLine().put("connection_ids", List.of(originalDestination))));
    }

    void datagramSent(Datagram datagram, Via via) {
        events.add("quic:udp_datagrams_sent", tuples.name(via), of(datagram));
    }

    void datagramReceived(Datagram datagram) {
        events.add("quic:udp_datagrams_received", name(datagram.first()), of(datagram));
    }

    private static JsonLine of(Datagram datagram) {
        return new JsonLine().put("count", 1)
                .putObjects("raw", List.of(new JsonLine().put("length", datagram.bytes())))
                .putNumbers("datagram_ids", datagram.id());
    }

    void sent(TracedPacket packet, Optional<Datagram> datagram) {
        packet("quic:packet_sent", packet, datagram);
        closedBy("local", packet);
    }

    void received(TracedPacket packet, Optional<Datagram> datagram) {
        packet("quic:packet_received", packet, datagram);
        closedBy("remote", packet);
    }

    private void packet(String name, TracedPacket packet, Optional<Datagram> datagram) {
        JsonLine data = new JsonLine().put("header", QlogPackets.header(packet))
                .putObjects("frames", QlogPackets.frames(packet))
                .put("raw", new JsonLine().put("length", packet.bytes()));
        datagram.ifPresent(known -> data.put("datagram_id", known.id()));
        events.add(name, name(datagram.flatMap(Datagram::first)), data);
    }

    private String name(Optional<Via> via) {
        return via.map(tuples::name).orElse("");
    }

    private void closedBy(String initiator, TracedPacket packet) {
        packet.frames().stream().filter(TracedFrame.ConnectionClose.class::isInstance)
                .map(TracedFrame.ConnectionClose.class::cast).findFirst().filter(_ -> !closed).ifPresent(close -> {
                    closed = true;
                    String space = close.application() ? "application_error" : "connection_error";
                    events.add("quic:connection_closed", new JsonLine().put("initiator", initiator)
                            .put(space, QlogPackets.errorName(close)).put("error_code", close.error())
                            .put("reason", close.reason())
                            .put("trigger", close.application() ? "application" : "error"));
                });
    }

    /** All other events. */
    void happened(QuicTraceEvent event) {
        switch (event) {
            case QuicTraceEvent.Lost(TracedPacket packet) -> events.add("quic:packet_lost", new JsonLine()
                    .put("header", QlogPackets.header(packet)).putObjects("frames", QlogPackets.frames(packet)));
            case QuicTraceEvent.Congestion(long window, long inFlight) -> {
                if (!event.equals(congestion)) {
                    congestion = event;
                    events.add("quic:recovery_metrics_updated",
                            new JsonLine().put("congestion_window", window).put("bytes_in_flight", inFlight));
                }
            }
            case QuicTraceEvent.RoundTrips(int smoothed, int variance, int latest) -> {
                if (!event.equals(roundTrips)) {
                    roundTrips = event;
                    events.add("quic:recovery_metrics_updated", new JsonLine().put("smoothed_rtt", smoothed)
                            .put("rtt_variance", variance).put("latest_rtt", latest));
                }
            }
            case QuicTraceEvent.Parameters parameters -> events.add("quic:parameters_set",
                    QlogParameters.of(parameters.local(), parameters.encoded()));
            case QuicTraceEvent.TimedOut() -> {
                closed = true;
                events.add("quic:connection_closed",
                        new JsonLine().put("initiator", "local").put("trigger", "idle_timeout"));
            }
            case QuicTraceEvent.Sent _, QuicTraceEvent.Received _ ->
                    throw new IllegalStateException("packets come with their datagrams");
        }
    }
}
