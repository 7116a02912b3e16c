package dev.magicsock.scenarios.cli;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.endpoint.Connection;
import dev.magicsock.endpoint.MagicSock;
import dev.magicsock.endpoint.MagicSockBuilder;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An endpoint that dials another one. */
@Command(name = "connect", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Dials a node that listens; sends echoes to it, or a file.",
        footer = {"", "Examples:", "  magicsock node connect ENDPOINT_ID --relay https://relay.example --count 10",
            "  magicsock node connect ENDPOINT_ID --relay https://relay.example --send holiday.mp4",
            "", "The relays given are those of both sides. Without --count echoes go on until",
            "Ctrl-C, which closes the connection and exits with 130.", "",
            "Exit codes: 0 all came back, 1 the connection ended or the file differs,",
            "2 wrong usage, 4 no connection came about."})
final class NodeConnectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENDPOINT_ID", description = "whom to dial: what the other node calls its endpoint")
    private String id;

    @Option(names = "--addr", paramLabel = "IP:PORT", description = "where it may be reached directly; may be repeated")
    private final List<String> addresses = new ArrayList<>();

    @Option(names = "--send", paramLabel = "FILE", description = "send this file instead of echoes, then end")
    private Path file;

    @Option(names = "--count", paramLabel = "N", description = "end after so many echoes")
    private Long count;

    @Option(names = "--every", paramLabel = "MILLIS", defaultValue = "1000",
            description = "between echoes (${DEFAULT-VALUE})")
    private long everyMillis;

    @Mixin
    private NodeOptions options;

    @Spec
    private CommandSpec spec;

    private final Console console;
    private final Interrupt interrupt;
    private final AtomicBoolean interrupted = new AtomicBoolean();

    NodeConnectCommand(Console console, Interrupt interrupt) {
        this.console = console;
        this.interrupt = interrupt;
    }

    @Override
    public Integer call() throws InterruptedException {
        EndpointAddr remote = remote();
        NodeOutput out = new NodeOutput(console, options.json());
        try {
            SecretKey key = options.key();
            MagicSockBuilder builder = options.endpoint(key).listener(new NodeWatch(out));
            out.accept(new NodeEvent.Started(key.id()));
            try (MagicSock endpoint = builder.bind()) {
                interrupt.whenTold(() -> end(endpoint));
                int exitCode = talk(endpoint.connect(remote, NodeProtocol.NAME), out);
                endpoint.remoteInfo(remote.id()).map(NodeEvent::of).ifPresent(out);
                return exitCode;
            }
        } catch (IOException e) {
            return failed(e, ExitCode.UNAVAILABLE);
        }
    }

    private void end(MagicSock endpoint) {
        interrupted.set(true);
        endpoint.close();
    }

    private int talk(Connection established, NodeOutput out) throws InterruptedException {
        try (Connection connection = established) {
            NodeDialogue dialogue = new NodeDialogue(connection, out);
            if (file == null) {
                dialogue.echo(count == null ? Long.MAX_VALUE : count, Duration.ofMillis(everyMillis));
                return ExitCode.OK;
            }
            boolean shown = console.terminal().errIsTerminal() && !options.json();
            TransferBar bar = new TransferBar(Files.size(file), shown, console.err(), System::nanoTime);
            return dialogue.send(file, bar) ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException e) {
            return failed(e, ExitCode.FAILED);
        }
    }

    /** Whoever interrupts it knows why it ends. */
    private int failed(IOException why, int exitCode) {
        if (!interrupted.get()) {
            console.err().println("magicsock: " + why.getMessage());
        }
        return exitCode;
    }

    private EndpointAddr remote() {
        if (file != null && !Files.isReadable(file)) {
            throw wrong("--send: " + file + " cannot be read");
        }
        if (count != null && count < 1 || everyMillis < 0) {
            throw wrong("--count: at least 1; --every: at least 0 ms");
        }
        try {
            return new EndpointAddr(EndpointId.parse(id), options.relays(),
                    options.parsed("--addr", addresses, SocketAddresses::parse));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
