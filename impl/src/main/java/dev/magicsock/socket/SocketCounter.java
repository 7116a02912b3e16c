package dev.magicsock.socket;

/**
 * What a hub counts; the descriptions say it. Names are those of iroh's metrics where iroh counts the same, and in
 * their style otherwise; they are stable.
 */
public enum SocketCounter {
    SEND_IPV4("send_ipv4", "bytes of UDP payload sent over IPv4, probes included"),
    SEND_IPV6("send_ipv6", "bytes of UDP payload sent over IPv6, probes included"),
    SEND_RELAY("send_relay", "bytes of relay frames handed to relay connections"),
    SEND_FAILED("send_failed",
            "UDP datagrams that the operating system did not take: no route, too large, or its buffer is full"),
    RECV_IPV4("recv_data_ipv4", "bytes of UDP payload received over IPv4, probes included"),
    RECV_IPV6("recv_data_ipv6", "bytes of UDP payload received over IPv6, probes included"),
    RECV_RELAY("recv_data_relay", "bytes of relay frames received"),
    RECV_DATAGRAMS("recv_datagrams", "datagrams queued for a facade; a copy for a second facade counts again"),
    RECV_QUEUE_FULL("recv_dropped_queue_full", "datagrams dropped because the facade's queue was full"),
    RECV_TOO_LARGE("recv_dropped_too_large",
            "datagrams dropped because they are larger than any that QUIC sends here"),
    RECV_NO_FACADE("recv_dropped_no_facade", "datagrams dropped because no facade is open for them"),
    CORE_DROPPED("datagrams_dropped", "datagrams that the core dropped, for any of its reasons"),
    SEND_DUPLICATES("send_duplicates", "datagrams sent a second time on purpose"),
    RELAY_CONNECTIONS_ADDED("num_relay_conns_added", "relay connections that let us in"),
    RELAY_CONNECTIONS_REMOVED("num_relay_conns_removed", "relay connections lost"),
    RELAY_SUBMITTED("relay_datagrams_submitted", "datagrams given to relay connections, control messages included"),
    RELAY_SENT("relay_datagrams_sent", "datagrams that a relay has read: it answered a ping sent behind them"),
    RELAY_UNKNOWN("relay_datagrams_unknown",
            "datagrams written to a relay connection that ended before that was known"),
    RELAY_DROPPED("relay_datagrams_dropped", "datagrams for relays that were given up here, for any reason"),
    RELAY_HOME_CHANGE("relay_home_change", "changes of the home relay"),
    PATHS_DIRECT_VALIDATED("paths_direct_validated", "direct paths that passed the full-size check"),
    PATHS_SELECTED("paths_selected", "changes of a remote's selected path"),
    OBSERVATIONS_DROPPED("observations_dropped", "observations not told to listeners because they were too slow"),
    REBINDS("rebinds", "sockets bound anew after a failure");

    private final String metricName;
    private final String description;

    SocketCounter(String metricName, String description) {
        this.metricName = metricName;
        this.description = description;
    }

    /** The name under which a monitoring library is to show it. */
    public String metricName() {
        return metricName;
    }

    /** What is counted: a phrase without a full stop. */
    public String description() {
        return description;
    }
}
