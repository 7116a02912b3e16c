package dev.magicsock.scenarios.cli;

import dev.magicsock.endpoint.MagicSock;
import dev.magicsock.endpoint.MagicSockBuilder;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.SecretKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** An endpoint that waits to be dialled. */
@Command(name = "listen", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Waits to be dialled, sends echoes back and checks files; files are not kept.",
        footer = {"", "Examples:", "  magicsock node listen --relay https://relay.example",
            "  magicsock node listen --relay https://relay.example --key my.key --json",
            "", "Ctrl-C closes all connections and exits with 130; an address that cannot be used or a key",
            "that cannot be read exits with 4."})
final class NodeListenCommand implements Callable<Integer> {

    /** A relay that is there lets somebody in within a few round trips. */
    private static final Duration RELAY_PATIENCE = Duration.ofSeconds(5);

    @Mixin
    private NodeOptions options;

    private final Console console;
    private final Interrupt interrupt;

    NodeListenCommand(Console console, Interrupt interrupt) {
        this.console = console;
        this.interrupt = interrupt;
    }

    @Override
    public Integer call() throws InterruptedException {
        NodeOutput out = new NodeOutput(console, options.json());
        NodeWatch watch = new NodeWatch(out);
        try {
            SecretKey key = options.key();
            MagicSockBuilder builder = options.endpoint(key).protocols(List.of(NodeProtocol.NAME)).listener(watch);
            out.accept(new NodeEvent.Started(key.id()));
            try (MagicSock endpoint = builder.bind()) {
                interrupt.whenTold(endpoint::close);
                if (!options.relays().isEmpty() && !watch.awaitRelay(RELAY_PATIENCE)) {
                    console.err().println("magicsock: no relay has let this endpoint in yet; it keeps trying");
                }
                EndpointAddr address = endpoint.address();
                watch.reachable(address.directAddresses());
                out.accept(new NodeEvent.Ready(address));
                new NodeService(endpoint, out).serve();
            }
            return ExitCode.OK;
        } catch (IOException e) {
            console.err().println("magicsock: " + e.getMessage());
            return ExitCode.UNAVAILABLE;
        }
    }
}
