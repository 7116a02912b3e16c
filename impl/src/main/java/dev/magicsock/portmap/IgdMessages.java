package dev.magicsock.portmap;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.http.HttpHeader;
import dev.magicsock.http.HttpRequest;
import dev.magicsock.http.HttpResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is said to an Internet Gateway Device: the search (UPnP Device Architecture 1.1, section 1.3), its description
 * (section 2.3) and the actions of its service (section 3.1; {@code WANIPConnection:2}, section 2.5).
 */
final class IgdMessages {

    /** A device of version 2 answers to this as well. */
    private static final String SEARCH_TARGET = "urn:schemas-upnp-org:device:InternetGatewayDevice:1";
    private static final List<String> SERVICES = List.of("urn:schemas-upnp-org:service:WANIPConnection:2",
            "urn:schemas-upnp-org:service:WANIPConnection:1", "urn:schemas-upnp-org:service:WANPPPConnection:1");
    private static final int HTTP_PORT = 80;
    private static final int MAX_SEARCH_ANSWER = 2048;
    private static final int MAX_TARGET = 512;

    /** Something at the gateway, by the absolute path of an URL. */
    record Place(InetSocketAddress server, String path) {
    }

    /** The service that maps ports. */
    record Service(String type, Place control) {
    }

    /** @param errorCode empty if the action succeeded */
    record ActionAnswer(Optional<String> errorCode, Map<String, String> values) {
    }

    private IgdMessages() {
    }

    static byte[] search(InetSocketAddress gateway) {
        return ("M-SEARCH * HTTP/1.1\r\nHOST: " + SocketAddresses.format(gateway)
                + "\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: " + SEARCH_TARGET + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Where the description is; empty unless the datagram is an answer that points back to the gateway. */
    static Optional<Place> parseSearchAnswer(ByteBuffer datagram, InetAddress gateway) {
        if (datagram.remaining() > MAX_SEARCH_ANSWER) {
            return Optional.empty();
        }
        List<String> lines = StandardCharsets.ISO_8859_1.decode(datagram.duplicate()).toString().lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith("HTTP/1.1 200")) {
            return Optional.empty();
        }
        return lines.stream().filter(line -> line.regionMatches(true, 0, "LOCATION:", 0, 9)).findFirst()
                .flatMap(line -> place(line.substring(9).strip(), Optional.empty(), gateway));
    }

    static HttpRequest describe(Place description) {
        return HttpRequest.get(description.path(), SocketAddresses.format(description.server()));
    }

    /** The best of its services that map ports; empty if there is none at the gateway itself. */
    static Optional<Service> parseDescription(HttpResponse response, Place description) {
        Optional<List<SmallXml.Element>> elements = xml(response);
        if (response.status() != 200 || elements.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> controls = new LinkedHashMap<>();
        String type = "";
        String control = "";
        for (SmallXml.Element element : elements.get()) {
            if (element.path().endsWith("/service/serviceType")) {
                type = element.text();
            } else if (element.path().endsWith("/service/controlURL")) {
                control = element.text();
            } else if (element.name().equals("service")) {
                controls.putIfAbsent(type, control);
            }
        }
        return SERVICES.stream().filter(controls::containsKey).findFirst().flatMap(best ->
                place(controls.get(best), Optional.of(description), description.server().getAddress())
                        .map(place -> new Service(best, place)));
    }

    static HttpRequest action(Service service, String action, Map<String, String> arguments) {
        StringBuilder body = new StringBuilder("<?xml version=\"1.0\"?>\r\n<s:Envelope"
                + " xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body><u:")
                .append(action).append(" xmlns:u=\"").append(service.type()).append("\">");
        arguments.forEach((name, value) ->
                body.append('<').append(name).append('>').append(value).append("</").append(name).append('>'));
        body.append("</u:").append(action).append("></s:Body></s:Envelope>\r\n");
        List<HttpHeader> headers = List.of(
                new HttpHeader("Host", SocketAddresses.format(service.control().server())),
                new HttpHeader("Connection", "close"),
                new HttpHeader("Content-Type", "text/xml; charset=\"utf-8\""),
                new HttpHeader("SOAPAction", "\"" + service.type() + "#" + action + "\""));
        return new HttpRequest("POST", service.control().path(), headers,
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Optional<ActionAnswer> parseActionAnswer(HttpResponse response) {
        return xml(response).flatMap(elements -> {
            Map<String, String> values = new LinkedHashMap<>();
            elements.forEach(element -> values.put(element.name(), element.text()));
            Optional<String> error = Optional.ofNullable(values.get("errorCode"));
            boolean failed = response.status() != 200;
            return failed && error.isEmpty() ? Optional.empty() : Optional.of(new ActionAnswer(error, values));
        });
    }

    private static Optional<List<SmallXml.Element>> xml(HttpResponse response) {
        return SmallXml.read(new String(response.body(), StandardCharsets.UTF_8));
    }

    /** An URL of the gateway, absolute or relative to another one; empty if it leads anywhere else. */
    private static Optional<Place> place(String url, Optional<Place> base, InetAddress gateway) {
        if (url.length() > MAX_TARGET || !url.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return Optional.empty();
        }
        if (!url.startsWith("http://")) {
            return base.filter(_ -> !url.isEmpty() && !url.contains("://"))
                    .map(known -> new Place(known.server(), url.startsWith("/") ? url : "/" + url));
        }
        String rest = url.substring("http://".length());
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "/" : rest.substring(slash);
        return server(authority).filter(server -> server.getAddress().equals(gateway))
                .map(server -> new Place(server, path));
    }

    private static Optional<InetSocketAddress> server(String authority) {
        return Stream.of(authority, authority + ":" + HTTP_PORT).flatMap(text -> {
            try {
                return Stream.of(SocketAddresses.parse(text));
            } catch (IllegalArgumentException e) {
                return Stream.empty();
            }
        }).filter(server -> server.getPort() > 0).findFirst();
    }
}
