package dev.magicsock.portmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.http.HttpResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Nothing that a gateway or somebody in its place sends can do more than be refused. */
class PortmapParserPropertiesTest {

    @Property(tries = 500)
    void anyBytesAreAnAnswerOrNone(@ForAll @Size(max = 1200) byte[] bytes, @ForAll MappingProtocol protocol) {
        FakeGateway gateway = new FakeGateway(protocol);
        gateway.pcp = false;
        gateway.natPmp = false;
        gateway.start().fromGateway(bytes);
        gateway.carryOut(gateway.mapper.onDatagram(new InetSocketAddress(FakeGateway.GATEWAY, 1900),
                ByteBuffer.wrap(bytes), Instant.EPOCH));
        gateway.carryOut(gateway.mapper.onHttpAnswer(1, Optional.of(new HttpResponse(200, "", List.of(), bytes)),
                Instant.EPOCH));
    }

    /** Bytes that nearly are an answer, which random ones never are. */
    @Property(tries = 500)
    void aBentAnswerIsNeverMoreThanAnAnswer(@ForAll @IntRange(max = 59) int at, @ForAll byte value,
            @ForAll @IntRange(max = 60) int length) {
        FakeGateway gateway = new FakeGateway(MappingProtocol.PCP);
        gateway.natPmp = false;
        gateway.pcp = false;
        gateway.start();
        byte[] request = gateway.said.stream().filter(PortMapperOutput.Send.class::isInstance)
                .map(each -> ((PortMapperOutput.Send) each).datagram()).toList().getFirst();
        byte[] answer = request.clone();
        answer[1] = (byte) 0x81;
        answer[at] = value;
        gateway.fromGateway(Arrays.copyOf(answer, length));
    }

    @Property(tries = 200)
    void aPcpRequestReadsAsItWasWritten(@ForAll @Size(12) byte[] nonce,
            @ForAll @IntRange(min = 1, max = 65_535) int port, @ForAll @Size(4) byte[] address,
            @ForAll @IntRange(min = 0, max = 86_400) int seconds) {
        InetAddress client = SocketAddresses.ofBytes(address);
        byte[] bytes = PcpCodec.encodeMap(client, nonce, port, new InetSocketAddress(client, port),
                Duration.ofSeconds(seconds));
        assertEquals(60, bytes.length);
        ByteBuffer wire = ByteBuffer.wrap(bytes);
        assertEquals(0x0201, wire.getShort(0));
        assertEquals(seconds, wire.getInt(4));
        assertArrayEquals(nonce, Arrays.copyOfRange(bytes, 24, 36));
        assertEquals(port, wire.getShort(40) & 0xFFFF);
        assertArrayEquals(address, Arrays.copyOfRange(bytes, 20, 24));
    }

    @Property(tries = 500)
    void anyTextIsXmlOrNot(@ForAll @StringLength(max = 300) @Chars({'<', '>', '/', '&', ';', '!', '-', '[', ']', '?',
        '"', '=', ' '}) @CharRange(from = 'a', to = 'c') String text) {
        SmallXml.read(text);
    }

    @Property(tries = 200)
    void textComesBackWithoutItsEscapes(@ForAll @AlphaChars @StringLength(min = 1, max = 20) String name,
            @ForAll @StringLength(max = 50) @CharRange(from = ' ', to = '~') String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        List<SmallXml.Element> elements =
                SmallXml.read("<?xml version='1.0'?><x:" + name + " a='b'>" + escaped
                        + "</x:" + name + ">").orElseThrow();
        assertEquals(List.of(new SmallXml.Element(name, text.strip(), 0)), elements);
    }

    @Test
    void entitiesDocumentTypesAndDepthsAreRefused() {
        assertTrue(SmallXml.read("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").isEmpty());
        assertTrue(SmallXml.read("<a>&b;</a>").isEmpty());
        assertTrue(SmallXml.read("<a>&#65;</a>").isEmpty());
        assertTrue(SmallXml.read("<a>".repeat(33) + "</a>".repeat(33)).isEmpty());
        assertTrue(SmallXml.read("<a>".repeat(32) + "</a>".repeat(32)).isPresent());
        assertTrue(SmallXml.read("<a>" + " ".repeat(SmallXml.MAX_CHARS) + "</a>").isEmpty());
        assertTrue(SmallXml.read("<a/><b/>").isEmpty());
        assertTrue(SmallXml.read("<a></b>").isEmpty());
        assertTrue(SmallXml.read("<a><b/></a>").isPresent());
        assertTrue(SmallXml.read("<a><![CDATA[x < y]]></a>").orElseThrow().getFirst().text().equals("x < y"));
    }
}
