package dev.magicsock.socket;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netreport.CaptivePortal;
import dev.magicsock.netreport.NetReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log what happens at one endpoint, each line beginning with its short id. Queries of relay URLs, which
 * may hold an access token, are left out.
 */
final class EventLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.magicsock.socket");

    private final String id;

    EventLog(EndpointId id) {
        this.id = id.toShortString();
    }

    /** Whether {@link #observed} would write something. */
    boolean wants(Observation observation) {
        return isImportant(observation) ? LOG.isInfoEnabled() : LOG.isTraceEnabled();
    }

    private static boolean isImportant(Observation observation) {
        return observation instanceof Observation.PathSelected || observation instanceof Observation.PathDeselected
                || observation instanceof Observation.PathOneWay || observation instanceof Observation.RelayConnected
                || observation instanceof Observation.RelayLost || observation instanceof Observation.HomeRelayChanged
                || observation instanceof Observation.RelayNoticeReceived || isCaptive(observation)
                || observation instanceof Observation.OwnAddressesChanged;
    }

    private static boolean isCaptive(Observation observation) {
        return observation instanceof Observation.NetReported(NetReport report)
                && report.captivePortal() == CaptivePortal.PRESENT;
    }

    void observed(Observation observation) {
        switch (observation) {
            case Observation.RelayConnected(RelayUrl relay) ->
                    LOG.info("{}: relay {} connected", id, relay.withoutQuery());
            case Observation.RelayLost(RelayUrl relay, String reason) ->
                    LOG.info("{}: relay {} lost: {}", id, relay.withoutQuery(), reason);
            case Observation.RelayNoticeReceived(RelayUrl relay, String text) ->
                    LOG.info("{}: relay {} says: {}", id, relay.withoutQuery(), text);
            case Observation.HomeRelayChanged(var _, RelayUrl after, String reason) ->
                    LOG.info("{}: home relay is {}: {}", id, after.withoutQuery(), reason);
            case Observation.NetReported _ when isCaptive(observation) ->
                    LOG.warn("{}: a captive portal answers in the place of relays", id);
            case Observation.PathSelected(EndpointId remote, var path, String reason) ->
                    LOG.info("{}: to {} by {}: {}", id, remote.toShortString(), path, reason);
            case Observation.PathDeselected(EndpointId remote, var path, String reason) ->
                    LOG.info("{}: to {} no longer by {}: {}", id, remote.toShortString(), path, reason);
            case Observation.PathOneWay(EndpointId remote, var path, String reason) ->
                    LOG.info("{}: one-way to {} by {}: {}", id, remote.toShortString(), path, reason);
            case Observation.OwnAddressesChanged(var addresses) -> LOG.info("{}: own addresses {}", id, addresses);
            case Observation other -> LOG.trace("{}: {}", id, other);
        }
    }

    void bound(Object addresses) {
        LOG.info("{}: bound to {}", id, addresses);
    }

    void rebound(Object socket, Throwable cause) {
        LOG.warn("{}: {} failed and is bound again", id, socket, cause);
    }

    void socketFailed(Object socket, Throwable cause) {
        LOG.warn("{}: {} failed and could not be bound again", id, socket, cause);
    }

    void notOpened(Object socket, Throwable cause) {
        LOG.debug("{}: {} cannot be opened: {}", id, socket, cause.toString());
    }

    void sendFailed(Object destination, Throwable cause) {
        LOG.debug("{}: cannot send to {}: {}", id, destination, cause.toString());
    }

    void portMapping(Object news) {
        LOG.info("{}: port mapping: {}", id, news);
    }

    void portMappingFailed(Object gateway, Throwable cause) {
        LOG.warn("{}: no port mapping from {}: {}", id, gateway, cause.toString());
    }

    void listenerFailed(RuntimeException cause) {
        LOG.warn("{}: a listener failed", id, cause);
    }

    void bug(Throwable cause) {
        LOG.error("{}: internal error", id, cause);
    }

    void closed() {
        LOG.info("{}: closed", id);
    }
}
