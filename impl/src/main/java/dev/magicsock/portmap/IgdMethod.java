package dev.magicsock.portmap;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.http.HttpRequest;
import dev.magicsock.http.HttpResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * UPnP: a search, the description that it leads to, a mapping, and the external address. A renewal begins with the
 * mapping.
 */
final class IgdMethod implements MappingMethod {

    private static final int SEARCH_PORT = 1900;
    private static final String CONFLICT = "718";
    private static final String ONLY_PERMANENT = "725";
    /** How many external ports are asked for, one after the other, while others have them. */
    private static final int PORTS_TRIED = 4;
    private static final int FIRST_DYNAMIC_PORT = 49_152;
    /** For what has no end: asked for again long before anybody would notice its loss. */
    private static final Duration PERMANENT = Duration.ofHours(24);

    private enum Step { SEARCH, DESCRIPTION, MAPPING, ADDRESS }

    private final PortMapperSettings settings;
    private final RandomGenerator random;
    private final InetSocketAddress search;
    private Step step = Step.SEARCH;
    private IgdMessages.Place description;
    private IgdMessages.Service service;
    private long asked;
    private boolean isAsking;
    private int externalPort;
    private int portsTried;
    private Duration lifetime;

    IgdMethod(PortMapperSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.search = new InetSocketAddress(settings.gateway(), SEARCH_PORT);
        this.lifetime = settings.lifetime();
    }

    @Override
    public List<PortMapperOutput> ask(Optional<InetSocketAddress> present) {
        isAsking = false;
        step = Step.SEARCH;
        externalPort = present.map(InetSocketAddress::getPort).orElse(settings.port());
        portsTried = 1;
        return service != null ? map()
                : List.of(new PortMapperOutput.Send(search, IgdMessages.search(search)));
    }

    @Override
    public Outcome onDatagram(InetSocketAddress source, ByteBuffer datagram, Instant now) {
        if (step != Step.SEARCH || !source.getAddress().equals(settings.gateway())) {
            return new Outcome.Ignored();
        }
        Optional<IgdMessages.Place> found = IgdMessages.parseSearchAnswer(datagram, settings.gateway());
        if (found.isEmpty()) {
            return new Outcome.Ignored();
        }
        description = found.get();
        step = Step.DESCRIPTION;
        return new Outcome.GoesOn(ask(description, IgdMessages.describe(description)));
    }

    @Override
    public Outcome onHttpAnswer(long number, Optional<HttpResponse> response) {
        if (!isAsking || number != asked) {
            return new Outcome.Ignored();
        }
        isAsking = false;
        if (response.isEmpty()) {
            return startOver("no answer over HTTP");
        }
        return switch (step) {
            case SEARCH -> new Outcome.Ignored();
            case DESCRIPTION -> described(response.get());
            case MAPPING -> mapped(response.get());
            case ADDRESS -> told(response.get());
        };
    }

    private Outcome described(HttpResponse response) {
        Optional<IgdMessages.Service> found = IgdMessages.parseDescription(response, description);
        if (found.isEmpty()) {
            return startOver("no service that maps ports");
        }
        service = found.get();
        return new Outcome.GoesOn(map());
    }

    private Outcome mapped(HttpResponse response) {
        Optional<IgdMessages.ActionAnswer> answer = IgdMessages.parseActionAnswer(response);
        if (answer.isEmpty()) {
            return startOver("an answer with HTTP status " + response.status());
        }
        if (answer.get().errorCode().isEmpty()) {
            step = Step.ADDRESS;
            return new Outcome.GoesOn(ask(service.control(),
                    IgdMessages.action(service, "GetExternalIPAddress", new LinkedHashMap<>())));
        }
        String error = answer.get().errorCode().get();
        if (error.equals(CONFLICT) && portsTried < PORTS_TRIED) {
            portsTried++;
            externalPort = random.nextInt(FIRST_DYNAMIC_PORT, 1 << 16);
            return new Outcome.GoesOn(map());
        }
        if (error.equals(ONLY_PERMANENT) && lifetime.isPositive()) {
            lifetime = Duration.ZERO;
            return new Outcome.GoesOn(map());
        }
        return startOver("error " + error);
    }

    private Outcome told(HttpResponse response) {
        Optional<InetAddress> address = IgdMessages.parseActionAnswer(response)
                .map(answer -> answer.values().getOrDefault("NewExternalIPAddress", ""))
                .flatMap(SocketAddresses::parseAddress);
        step = Step.MAPPING;
        return address.<Outcome>map(found -> new Outcome.Granted(new InetSocketAddress(found, externalPort),
                lifetime.isPositive() ? lifetime : PERMANENT, false)).orElseGet(() -> startOver("no external address"));
    }

    /** The device may be another one, or elsewhere. */
    private Outcome startOver(String why) {
        step = Step.SEARCH;
        service = null;
        return new Outcome.Refused(why);
    }

    @Override
    public List<PortMapperOutput> release(InetSocketAddress external) {
        if (service == null) {
            return List.of();
        }
        return ask(service.control(), IgdMessages.action(service, "DeletePortMapping", key(external.getPort())));
    }

    private List<PortMapperOutput> map() {
        step = Step.MAPPING;
        Map<String, String> arguments = key(externalPort);
        arguments.put("NewInternalPort", Integer.toString(settings.port()));
        arguments.put("NewInternalClient", SocketAddresses.format(settings.own()));
        arguments.put("NewEnabled", "1");
        arguments.put("NewPortMappingDescription", "magicsock");
        arguments.put("NewLeaseDuration", Long.toString(lifetime.toSeconds()));
        return ask(service.control(), IgdMessages.action(service, "AddPortMapping", arguments));
    }

    private static Map<String, String> key(int externalPort) {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("NewRemoteHost", "");
        key.put("NewExternalPort", Integer.toString(externalPort));
        key.put("NewProtocol", "UDP");
        return key;
    }

    private List<PortMapperOutput> ask(IgdMessages.Place place, HttpRequest request) {
        isAsking = true;
        return List.of(new PortMapperOutput.Ask(++asked, place.server(), request));
    }
}
