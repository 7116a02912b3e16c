package dev.magicsock.scenarios.cli;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.dial.HttpProxy;
import dev.magicsock.endpoint.MagicSock;
import dev.magicsock.endpoint.MagicSockBuilder;
import dev.magicsock.endpoint.RelayCertificates;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What both kinds of node are told. */
final class NodeOptions {

    @Option(names = "--relay", paramLabel = "URL", description = "a relay to be found at; may be repeated")
    private final List<String> relays = new ArrayList<>();

    @Option(names = "--relay-token", paramLabel = "TOKEN",
            description = "let these relays know that this endpoint is welcome")
    private String relayToken;

    @Option(names = "--ca", paramLabel = "FILE",
            description = "trust relays by the certificates in this file alone (PEM)")
    private Path ca;

    @Option(names = "--proxy", paramLabel = "URL",
            description = "reach relays through this HTTP proxy: http://[USER:PASSWORD@]HOST:PORT")
    private String proxy;

    @Option(names = "--stun", paramLabel = "IP:PORT",
            description = "a STUN server that tells the addresses outside a NAT; may be repeated")
    private final List<String> stunServers = new ArrayList<>();

    @Option(names = "--bind", paramLabel = "IP:PORT",
            description = "use this address of this machine only, port 0 for any; once for IPv4, once for IPv6")
    private final List<String> binds = new ArrayList<>();

    @Option(names = "--key", paramLabel = "FILE",
            description = "keep the identity in this file, made if it is not there; otherwise a new one each time")
    private Path key;

    @Option(names = "--json", description = "print one JSON object per line")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    List<RelayUrl> relays() {
        return parsed("--relay", relays, RelayUrl::parse);
    }

    boolean json() {
        return json;
    }

    /** @throws IOException if there is a file that is no key, or it cannot be read or made */
    SecretKey key() throws IOException {
        SecureRandom random = new SecureRandom();
        return key == null ? SecretKey.generate(random) : NodeKey.load(key, random);
    }

    /** @throws IOException if there is no certificate where one should be */
    MagicSockBuilder endpoint(SecretKey identity) throws IOException {
        MagicSockBuilder builder = MagicSock.builder().secretKey(identity).relays(relays())
                .stunServers(parsed("--stun", stunServers, SocketAddresses::parse));
        if (ca != null) {
            builder.relayTls(RelayCertificates.trusting(ca));
        }
        if (relayToken != null) {
            useToken(builder);
        }
        if (proxy != null) {
            builder.relayProxy(parsed("--proxy", List.of(proxy), HttpProxy::parse).getFirst());
        }
        List<InetSocketAddress> addresses = parsed("--bind", binds, SocketAddresses::parse);
        long ipv4 = addresses.stream().filter(each -> each.getAddress() instanceof Inet4Address).count();
        if (ipv4 > 1 || addresses.size() - ipv4 > 1) {
            throw wrong("--bind", "at most one address of each family");
        }
        for (InetSocketAddress address : addresses) {
            if (address.getAddress() instanceof Inet4Address) {
                builder.bindIpv4(address);
            } else {
                builder.bindIpv6(address);
            }
        }
        return builder;
    }

    private void useToken(MagicSockBuilder builder) {
        try {
            builder.relayToken(relayToken);
        } catch (IllegalArgumentException e) {
            throw wrong("--relay-token", e.getMessage());
        }
    }

    <T> List<T> parsed(String option, List<String> texts, Function<String, T> parser) {
        try {
            return texts.stream().map(parser).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(option, e.getMessage());
        }
    }

    private ParameterException wrong(String option, String why) {
        return new ParameterException(spec.commandLine(), option + ": " + why);
    }
}
