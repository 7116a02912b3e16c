package dev.magicsock.relaystub.net;

import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.relaystub.server.RelayServerConfig;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link RelayServer} is to do. Port 0 stands for any free port.
 *
 * @param listen        the main listener: HTTP, or HTTPS if {@code tls} is given
 * @param tls           the certificate; empty for plain HTTP
 * @param plainListen   beside TLS only: a plain listener for the captive-portal check and nothing else
 * @param stun          where STUN Binding requests are answered, over UDP
 * @param metrics       where Prometheus finds {@code /metrics}
 * @param relay         times and bounds
 * @param accessControl who may use the relay
 * @param version       what {@code /healthz} reports
 */
public record RelayServerSettings(
        InetSocketAddress listen,
        Optional<TlsIdentity> tls,
        Optional<InetSocketAddress> plainListen,
        Optional<InetSocketAddress> stun,
        Optional<InetSocketAddress> metrics,
        RelayServerConfig relay,
        AccessControl accessControl,
        String version) {

    public RelayServerSettings {
        Objects.requireNonNull(listen);
        Objects.requireNonNull(tls);
        Objects.requireNonNull(stun);
        Objects.requireNonNull(metrics);
        Objects.requireNonNull(relay);
        Objects.requireNonNull(accessControl);
        Objects.requireNonNull(version);
        if (plainListen.isPresent() && tls.isEmpty()) {
            throw new IllegalArgumentException("a second, plain listener makes sense beside TLS only");
        }
    }

    /** A relay for everyone over plain HTTP, and nothing beside it. */
    public static RelayServerSettings plain(InetSocketAddress listen, String version) {
        return new RelayServerSettings(listen, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                RelayServerConfig.STANDARD, AccessControl.everyone(), version);
    }

    /** The same behind TLS. */
    public RelayServerSettings withTls(TlsIdentity identity) {
        return new RelayServerSettings(listen, Optional.of(identity), plainListen, stun, metrics, relay, accessControl,
                version);
    }

    /** The same with a plain listener beside TLS. */
    public RelayServerSettings withPlainListener(InetSocketAddress address) {
        return new RelayServerSettings(listen, tls, Optional.of(address), stun, metrics, relay, accessControl, version);
    }

    /** The same with a STUN server. */
    public RelayServerSettings withStun(InetSocketAddress address) {
        return new RelayServerSettings(listen, tls, plainListen, Optional.of(address), metrics, relay, accessControl,
                version);
    }

    /** The same with metrics. */
    public RelayServerSettings withMetrics(InetSocketAddress address) {
        return new RelayServerSettings(listen, tls, plainListen, stun, Optional.of(address), relay, accessControl,
                version);
    }

    /** The same with other times and bounds. */
    public RelayServerSettings withRelay(RelayServerConfig config) {
        return new RelayServerSettings(listen, tls, plainListen, stun, metrics, config, accessControl, version);
    }

    /** The same with other access control. */
    public RelayServerSettings withAccessControl(AccessControl control) {
        return new RelayServerSettings(listen, tls, plainListen, stun, metrics, relay, control, version);
    }
}
