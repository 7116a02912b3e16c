package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.relay.RelayAccount;
import dev.magicsock.relay.RelayStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The relay connections: the home relay for ever, those of remotes while they are used.
 *
 * <p>At the start all configured relays are dialled at once. The first that answers is home, so that there is one soon;
 * when a better one answers it takes over by the rule of {@link HomeRelay}. Not thread-safe.
 */
final class Relays {

    /** A relay that is not home is left after this long without anything sent through it (iroh's rule). */
    private static final Duration IDLE = Duration.ofSeconds(60);

    /** How often the configured relays are all measured again (iroh's and Tailscale's full report). */
    private static final Duration MEASURE_ALL = Duration.ofMinutes(5);

    /** Remotes can name relays; each costs a connection. At the bound the least recently used one is left. */
    private static final int LINKS_MAX = 64;

    private final Context context;
    private final Listener listener;
    private final Map<RelayUrl, RelayLink> links = new LinkedHashMap<>();
    private final HomeRelay home = new HomeRelay();
    private final Alarm upkeep;
    private final Map<RelayUrl, Instant> measuredOutsideAt = new LinkedHashMap<>();
    private RelayAccount ended = RelayAccount.EMPTY;
    private Instant measureAllAt;
    private int dials;

    /** Who hears what relays bring. */
    interface Listener {
        void onRelayed(RelayLink relay, EndpointId source, ByteBuffer payload, Instant now);

        void onRelayConnected(RelayLink relay, Instant now);

        void onRelayLost(RelayLink relay, String reason, Instant now);
    }

    Relays(Context context, Listener listener) {
        this.context = context;
        this.listener = listener;
        this.upkeep = new Alarm("relay upkeep") {
            @Override
            void ring(Instant now) {
                upkeep(now);
            }
        };
    }

    /** Connects to all configured relays; a second call does nothing. */
    void start(Instant now) {
        if (measureAllAt == null) {
            measureAll(now);
            context.alarms().set(upkeep, now.plus(IDLE));
        }
    }

    private void measureAll(Instant now) {
        measureAllAt = now.plus(MEASURE_ALL);
        for (RelayUrl relay : context.config().relays()) {
            if (links.containsKey(relay) || !isMeasuredOutside(relay, now)) {
                link(relay, now).check(now);
            }
        }
    }

    /** Whether somebody else probes this relay, so that it need not be connected to only to be measured. */
    private boolean isMeasuredOutside(RelayUrl relay, Instant now) {
        Instant at = measuredOutsideAt.get(relay);
        return at != null && now.isBefore(at.plus(MEASURE_ALL).plus(IDLE));
    }

    /** A relay was probed without a connection to it: how far away it is, empty if it did not answer. */
    void onMeasured(RelayUrl relay, Optional<Duration> latency, Instant now) {
        if (!context.config().relays().contains(relay)) {
            return;
        }
        measuredOutsideAt.put(relay, now);
        RelayLink link = links.get(relay);
        if (link != null && !link.isConnected()) {
            // It may answer everybody and still not let us in.
            return;
        }
        if (latency.isPresent()) {
            home.measured(relay, latency.get(), now);
            chooseHome("lowest latency", now);
        } else if (link == null) {
            home.lost(relay);
        }
    }

    /** The relay at which others find us; empty until one has answered. */
    Optional<RelayUrl> home() {
        return home.current();
    }

    /** The connection to a relay, begun now if there is none. */
    RelayLink link(RelayUrl relay, Instant now) {
        RelayLink known = links.get(relay);
        if (known != null) {
            return known;
        }
        if (links.size() >= LINKS_MAX) {
            leaveLeastUsed(now);
        }
        RelayLink added = new RelayLink(relay, context, this, now);
        links.put(relay, added);
        added.start(now);
        return added;
    }

    /** The connection to a relay; null if there is none. */
    RelayLink find(RelayUrl relay) {
        return links.get(relay);
    }

    /** A connected relay through which a remote was heard; null if there is none. */
    RelayLink withRouteTo(EndpointId remote) {
        for (RelayLink link : links.values()) {
            if (link.isConnected() && link.hasRouteTo(remote)) {
                return link;
            }
        }
        return null;
    }

    /** Asks every relay for a sign of life. */
    void checkAll(Instant now) {
        for (RelayLink link : new ArrayList<>(links.values())) {
            link.check(now);
        }
    }

    void closeAll(Instant now) {
        for (RelayLink link : new ArrayList<>(links.values())) {
            link.close(now);
            ended = ended.plus(link.account());
        }
        links.clear();
        context.alarms().clear(upkeep);
    }

    /** What became of the datagrams that were given to any relay connection since the start. */
    RelayAccount account() {
        RelayAccount sum = ended;
        for (RelayLink link : links.values()) {
            sum = sum.plus(link.account());
        }
        return sum;
    }

    RelayTransport newTransport(RelayUrl relay) {
        dials++;
        return new RelayTransport(relay, dials);
    }

    void onConnected(RelayTransport transport, String subprotocol, Instant now) {
        RelayLink link = links.get(transport.relay());
        if (link != null) {
            link.onConnected(transport, subprotocol, now);
        }
    }

    void onMessage(RelayTransport transport, byte[] message, Instant now) {
        RelayLink link = links.get(transport.relay());
        if (link != null) {
            link.onMessage(transport, message, now);
        }
    }

    void onBytesWritten(RelayTransport transport, int bytes, Instant now) {
        RelayLink link = links.get(transport.relay());
        if (link != null) {
            link.onBytesWritten(transport, bytes, now);
        }
    }

    void onLost(RelayTransport transport, String reason, Instant now) {
        RelayLink link = links.get(transport.relay());
        if (link != null) {
            link.onLost(transport, reason, now);
        }
    }

    void onDatagram(RelayLink link, EndpointId source, ByteBuffer payload, Instant now) {
        listener.onRelayed(link, source, payload, now);
    }

    void onRoundTrip(RelayLink link, Duration time, Instant now) {
        if (context.config().relays().contains(link.url())) {
            home.measured(link.url(), time, now);
            chooseHome("lowest latency", now);
        }
    }

    void onStatus(RelayLink link, RelayStatus status, Instant now) {
        switch (status) {
            case RelayStatus.Authenticated _ -> {
                context.reporter().report(new Observation.RelayConnected(link.url()));
                listener.onRelayConnected(link, now);
            }
            case RelayStatus.Lost(RelayStatus.LossReason reason, String detail) ->
                    onLost(link, detail.isEmpty() ? words(reason) : words(reason) + ": " + detail, now);
            case RelayStatus.Denied(String reason) -> onLost(link, "denied: " + reason, now);
            case RelayStatus.Duplicate _ ->
                    notice(link, "the same endpoint is connected elsewhere and gets what is for us");
            case RelayStatus.Recovered _ -> notice(link, "what is for us comes here again");
            case RelayStatus.Notice(String text) -> notice(link, text);
            case RelayStatus.Restarting(Duration reconnectIn, Duration tryFor) ->
                    notice(link, "restarting: reconnect in " + reconnectIn.toMillis() + " ms, try for "
                            + tryFor.toMillis() + " ms");
            case RelayStatus.Connecting _, RelayStatus.Established _, RelayStatus.Closed _ -> {
                // Nothing that a path depends on, and nothing that the relay said.
            }
        }
    }

    private void notice(RelayLink link, String text) {
        context.reporter().report(new Observation.RelayNoticeReceived(link.url(), text));
    }

    private static String words(RelayStatus.LossReason reason) {
        return switch (reason) {
            case TRANSPORT_LOST -> "connection lost";
            case CONNECT_TIMEOUT -> "connecting took too long";
            case PROTOCOL_ERROR -> "protocol error";
            case PONG_TIMEOUT -> "no answer to a ping";
            case SEND_TIMEOUT -> "sending took too long";
        };
    }

    private void onLost(RelayLink link, String reason, Instant now) {
        context.reporter().report(new Observation.RelayLost(link.url(), reason));
        home.lost(link.url());
        chooseHome("the one before was lost", now);
        listener.onRelayLost(link, reason, now);
    }

    private void chooseHome(String reason, Instant now) {
        Optional<RelayUrl> before = home.current();
        home.choose(now).ifPresent(after -> {
            context.reporter().report(new Observation.HomeRelayChanged(before, after, reason));
            link(after, now);
        });
    }

    private void upkeep(Instant now) {
        for (RelayLink link : List.copyOf(links.values())) {
            if (!isHome(link) && !now.isBefore(link.lastUsed().plus(IDLE))) {
                leave(link, "not used for " + IDLE.toSeconds() + " s", now);
            }
        }
        if (!now.isBefore(measureAllAt)) {
            measureAll(now);
        }
        context.alarms().set(upkeep, now.plus(IDLE));
    }

    private boolean isHome(RelayLink link) {
        boolean isOnlyHope = home.current().isEmpty() && context.config().relays().contains(link.url());
        return isOnlyHope || home.current().filter(link.url()::equals).isPresent();
    }

    private void leaveLeastUsed(Instant now) {
        RelayLink least = null;
        for (RelayLink link : links.values()) {
            if (!isHome(link) && (least == null || link.lastUsed().isBefore(least.lastUsed()))) {
                least = link;
            }
        }
        if (least != null) {
            leave(least, "too many relays", now);
        }
    }

    private void leave(RelayLink link, String reason, Instant now) {
        links.remove(link.url());
        link.close(now);
        ended = ended.plus(link.account());
        context.reporter().report(new Observation.RelayLost(link.url(), reason));
        listener.onRelayLost(link, reason, now);
    }
}
