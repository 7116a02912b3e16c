package dev.magicsock.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IgdMethodTest {

    private static final String DESCRIPTION = """
            <?xml version="1.0"?>
            <root xmlns="urn:schemas-upnp-org:device-1-0"><device><deviceList><device><serviceList>
            <service><serviceType>urn:schemas-upnp-org:service:Layer3Forwarding:1</serviceType>
              <controlURL>/ctl/L3F</controlURL></service>
            <service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>
              <controlURL>%s</controlURL></service>
            </serviceList></device></deviceList></device></root>
            """;
    private static final String DONE = "<s:Envelope><s:Body><u:R xmlns:u='x'/></s:Body></s:Envelope>";
    private static final String ADDRESS = "<s:Envelope><s:Body><u:R><NewExternalIPAddress>203.0.113.9"
            + "</NewExternalIPAddress></u:R></s:Body></s:Envelope>";

    private final FakeGateway gateway = new FakeGateway(MappingProtocol.UPNP_IGD).start();

    @Test
    void searchesReadsMapsAndAsksForTheAddress() {
        found("http://192.168.1.1:5000/rootDesc.xml");
        PortMapperOutput.Ask describe = asked();
        assertEquals("GET", describe.request().method());
        assertEquals("/rootDesc.xml", describe.request().target());
        gateway.http(describe.number(), 200, DESCRIPTION.formatted("/ctl/IPConn"));
        String map = new String(asked().request().body(), StandardCharsets.UTF_8);
        assertTrue(map.contains("<NewInternalPort>4242</NewInternalPort>")
                && map.contains("<NewInternalClient>192.168.1.20</NewInternalClient>"), map);
        assertEquals("/ctl/IPConn", asked().request().target());
        gateway.http(asked().number(), 200, DONE);
        gateway.http(asked().number(), 200, ADDRESS);

        assertEquals(new InetSocketAddress(FakeGateway.EXTERNAL, 4242),
                gateway.mapper.mapping().orElseThrow().external());
    }

    @Test
    void aRenewalDoesNotSearchAgain() {
        map();
        gateway.pass(Duration.ofMinutes(2));

        assertTrue(new String(asked().request().body(), StandardCharsets.UTF_8).contains("AddPortMapping"));
    }

    @Test
    void aPortThatSomebodyElseHasIsReplacedByAnotherOne() {
        describe();
        gateway.http(asked().number(), 500, error("718"));
        String second = new String(asked().request().body(), StandardCharsets.UTF_8);
        assertTrue(!second.contains("<NewExternalPort>4242<"), second);
        gateway.http(asked().number(), 200, DONE);
        gateway.http(asked().number(), 200, ADDRESS);

        assertTrue(gateway.mapper.mapping().orElseThrow().external().getPort() >= 49_152);
    }

    @Test
    void aDeviceThatOnlyKnowsEndlessMappingsGetsWhatItWants() {
        describe();
        gateway.http(asked().number(), 500, error("725"));
        String second = new String(asked().request().body(), StandardCharsets.UTF_8);
        assertTrue(second.contains("<NewLeaseDuration>0<"), second);
        gateway.http(asked().number(), 200, DONE);
        gateway.http(asked().number(), 200, ADDRESS);

        assertTrue(gateway.mapper.mapping().isPresent());
    }

    @Test
    void endlessConflictsEnd() {
        describe();
        for (int i = 0; i < 4; i++) {
            gateway.http(asked().number(), 500, error("718"));
        }

        assertInstanceOf(PortMapperOutput.GaveUp.class, gateway.said.getLast());
    }

    @Test
    void descriptionsAndControlsElsewhereAreNotAsked() {
        int before = gateway.said.size();
        found("http://198.51.100.66/rootDesc.xml");
        found("http://gateway.example/rootDesc.xml");
        found("ftp://192.168.1.1/rootDesc.xml");
        assertEquals(before, gateway.said.size());

        found("http://192.168.1.1/rootDesc.xml");
        gateway.http(asked().number(), 200, DESCRIPTION.formatted("http://198.51.100.66/ctl"));
        assertInstanceOf(PortMapperOutput.GaveUp.class, gateway.said.getLast());
    }

    @Test
    void answersThatMakeNoSenseAreRefusals() {
        describe();
        gateway.http(asked().number(), 404, "<html>not here</html>");

        assertTrue(gateway.said.stream().anyMatch(each ->
                each instanceof PortMapperOutput.Failed(_, String why) && why.contains("404")));
    }

    @Test
    void aRequestThatIsNeverAnsweredIsGivenUp() {
        describe();
        gateway.pass(Duration.ofSeconds(15));

        assertInstanceOf(PortMapperOutput.GaveUp.class, gateway.said.getLast());
    }

    private void map() {
        describe();
        gateway.http(asked().number(), 200, DONE);
        gateway.http(asked().number(), 200, ADDRESS);
    }

    private void describe() {
        found("http://192.168.1.1:5000/rootDesc.xml");
        gateway.http(asked().number(), 200, DESCRIPTION.formatted("/ctl/IPConn"));
    }

    private void found(String location) {
        byte[] answer = ("HTTP/1.1 200 OK\r\nST: x\r\nLocation: " + location + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        gateway.carryOut(gateway.mapper.onDatagram(new InetSocketAddress(FakeGateway.GATEWAY, 1900),
                ByteBuffer.wrap(answer), gateway.now));
    }

    private PortMapperOutput.Ask asked() {
        return assertInstanceOf(PortMapperOutput.Ask.class, gateway.said.stream()
                .filter(PortMapperOutput.Ask.class::isInstance).toList().getLast());
    }

    private static String error(String code) {
        return "<s:Envelope><s:Body><s:Fault><detail><UPnPError><errorCode>" + code
                + "</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>";
    }
}
