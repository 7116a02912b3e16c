package dev.magicsock.interop.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.portmap.MappingProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** miniupnpd on a kernel's NAT maps the port of our MagicSock by each of its three protocols. */
class MiniupnpdTest {

    private static final long SECONDS_AT_MOST = 60;
    /** miniupnpd maps nothing at an address that is reserved for documents. Nobody else has it in here. */
    private static final String EXTERNAL = "20.0.0.1";
    private static final String GATEWAY = "10.255.255.1";

    private static final String RULES = """
            table inet igd {
              chain forward { type filter hook forward priority 0; policy accept; jump mapped; }
              chain mapped { }
              chain prerouting { type nat hook prerouting priority dstnat; policy accept; jump redirected; }
              chain redirected { }
              chain masked { }
            }
            """;
    private static final String CONFIGURATION = """
            ext_ifname=out0
            ext_ip=%s
            listening_ip=in0
            port=5000
            enable_natpmp=yes
            enable_upnp=yes
            secure_mode=yes
            uuid=00000000-0000-0000-0000-000000000001
            upnp_table_name=igd
            upnp_nat_table_name=igd
            upnp_forward_chain=mapped
            upnp_nat_chain=redirected
            upnp_nat_postrouting_chain=masked
            allow 1024-65535 10.0.0.0/8 1024-65535
            """.formatted(EXTERNAL);

    private static KernelNat kernel;
    private static Server miniupnpd;
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        NatTools.require("nft", "miniupnpd");
        kernel = new KernelNat("", "accept");
        kernel.nat().run("ip", "address", "add", EXTERNAL + "/32", "dev", "out0");
        kernel.outside().run("ip", "route", "add", EXTERNAL, "via", KernelNat.EXTERNAL.toString());
        folder = Files.createTempDirectory("miniupnpd");
        Path rules = Files.writeString(folder.resolve("rules.nft"), RULES);
        kernel.nat().run("nft", "-f", rules.toString());
        Path configuration = Files.writeString(folder.resolve("miniupnpd.conf"), CONFIGURATION);
        miniupnpd = new Server(kernel.nat(), List.of(NatTools.find("miniupnpd").orElseThrow().toString(), "-d", "-f",
                configuration.toString(), "-P", folder.resolve("pid").toString()));
    }

    @AfterAll
    static void end() throws IOException {
        if (miniupnpd != null) {
            miniupnpd.close();
        }
        if (kernel != null) {
            kernel.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void mapsThePortForwardsToItAndForgetsItInTheEnd(MappingProtocol protocol) throws Exception {
        Process hub = kernel.inside().call(() -> new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                MappedHub.class.getName(), GATEWAY, protocol.name(), EXTERNAL)
                .redirectError(folder.resolve(protocol + ".log").toFile()).start());
        try (BufferedReader said = hub.inputReader(StandardCharsets.UTF_8)) {
            String mapped = line(said, protocol);
            assertTrue(mapped.startsWith("mapped " + EXTERNAL + ":"), mapped);
            assertTrue(redirections().contains("dnat"), RuleSet::text);
            sendFromOutside(IpEndpoint.parse(mapped.substring("mapped ".length())));
            assertEquals("received", line(said, protocol));
            hub.getOutputStream().close();
            assertTrue(hub.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS));
        } finally {
            hub.destroyForcibly();
        }
        assertFalse(redirections().contains("dnat"), RuleSet::text);
    }

    /** What the rules are at the moment, for messages. */
    private static final class RuleSet {
        private static String text() {
            try {
                return redirections() + miniupnpd.log();
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    private static String redirections() throws IOException {
        return kernel.nat().run("nft", "list", "chain", "inet", "igd", "redirected");
    }

    private static String line(BufferedReader said, MappingProtocol protocol) throws Exception {
        String line = CompletableFuture.supplyAsync(() -> said.lines().findFirst().orElse("nothing"))
                .completeOnTimeout("nothing in time", SECONDS_AT_MOST, TimeUnit.SECONDS).get();
        return line.startsWith("nothing")
                ? line + ": " + Files.readString(folder.resolve(protocol + ".log")) + RuleSet.text() : line;
    }

    private static void sendFromOutside(IpEndpoint mapped) throws IOException {
        try (DatagramChannel channel = kernel.openOutside(IpEndpoint.parse("198.18.5.5:5555"))) {
            channel.send(ByteBuffer.wrap(new byte[50]), mapped.toInetSocketAddress());
        }
    }
}
