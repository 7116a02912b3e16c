package dev.magicsock.socket;

/** What a hub counts. Names are those of iroh's metrics where iroh counts the same, and in their style otherwise. */
public enum SocketCounter {
    /** Bytes of UDP payload sent over IPv4, probes included. */
    SEND_IPV4("send_ipv4"),
    /** Bytes of UDP payload sent over IPv6, probes included. */
    SEND_IPV6("send_ipv6"),
    /** Bytes of relay frames handed to relay connections. */
    SEND_RELAY("send_relay"),
    /** UDP datagrams that the operating system did not take: no route, too large, or its buffer is full. */
    SEND_FAILED("send_failed"),
    /** Bytes of UDP payload received over IPv4, probes included. */
    RECV_IPV4("recv_data_ipv4"),
    /** Bytes of UDP payload received over IPv6, probes included. */
    RECV_IPV6("recv_data_ipv6"),
    /** Bytes of relay frames received. */
    RECV_RELAY("recv_data_relay"),
    /** Datagrams queued for a facade; a copy for a second facade counts again. */
    RECV_DATAGRAMS("recv_datagrams"),
    /** Datagrams dropped because the facade's queue was full. */
    RECV_QUEUE_FULL("recv_dropped_queue_full"),
    /** Datagrams dropped because they are larger than any that QUIC sends here. */
    RECV_TOO_LARGE("recv_dropped_too_large"),
    /** Datagrams dropped because no facade is open for them. */
    RECV_NO_FACADE("recv_dropped_no_facade"),
    /** Datagrams that the core dropped, for any of its reasons. */
    CORE_DROPPED("datagrams_dropped"),
    /** Datagrams sent a second time on purpose. */
    SEND_DUPLICATES("send_duplicates"),
    /** Relay connections that let us in. */
    RELAY_CONNECTIONS_ADDED("num_relay_conns_added"),
    /** Relay connections lost. */
    RELAY_CONNECTIONS_REMOVED("num_relay_conns_removed"),
    /** Changes of the home relay. */
    RELAY_HOME_CHANGE("relay_home_change"),
    /** Direct paths that passed the full-size check. */
    PATHS_DIRECT_VALIDATED("paths_direct_validated"),
    /** Changes of a remote's selected path. */
    PATHS_SELECTED("paths_selected"),
    /** Observations not told to listeners because they were too slow. */
    OBSERVATIONS_DROPPED("observations_dropped"),
    /** Sockets bound anew after a failure. */
    REBINDS("rebinds");

    private final String metricName;

    SocketCounter(String metricName) {
        this.metricName = metricName;
    }

    /** The name under which a monitoring library is to show it. */
    public String metricName() {
        return metricName;
    }
}
