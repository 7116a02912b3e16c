package dev.magicsock.quicsim.lab;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.random.RandomForks;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.trace.HashingSink;
import dev.magicsock.quicsim.host.QuicProcess;
import dev.magicsock.quicsim.host.QuicProgram;
import dev.magicsock.quicsim.kernel.Carrier;
import dev.magicsock.quicsim.kernel.SimulationFailure;
import dev.magicsock.quicsim.process.QuicEvent;
import dev.magicsock.quicsim.process.QuicJob;
import dev.magicsock.quicsim.process.QuicTap;
import dev.magicsock.quicsim.schedule.ScheduleDigest;
import dev.magicsock.quicsim.schedule.ScheduleSink;
import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.tls.KeyLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Two hosts on the simulated internet, with a link each, between which real QUIC does one job. */
public final class PairRun {

    private static final int PORT = 4433;
    private static final Duration STEP = Duration.ofMillis(100);

    private final Setup setup;
    private final ScheduleDigest digest = new ScheduleDigest();
    private final HashingSink packets = new HashingSink();
    private final List<Noted> events = new ArrayList<>();
    private final SecretKey clientKey;
    private final SecretKey serverKey;
    private Network network;
    private QuicProgram client;
    private QuicProgram server;
    private boolean done;
    private boolean failed;

    /**
     * What to run.
     *
     * @param seed      of everything
     * @param scheduler of the threads of both processes
     * @param carrier   of the same
     * @param link      of each host
     * @param limit     of virtual time
     * @param schedule  hears who runs, beside the digest
     * @param secrets   hears the secrets of connections
     */
    public record Setup(long seed, SchedulerKind scheduler, Carrier carrier, LinkProfile link, Duration limit,
                        ScheduleSink schedule, KeyLog secrets) {
        public Setup {
            Objects.requireNonNull(scheduler);
            Objects.requireNonNull(carrier);
            Objects.requireNonNull(link);
            Objects.requireNonNull(limit);
            Objects.requireNonNull(schedule);
            Objects.requireNonNull(secrets);
        }

        /** In order, on virtual threads, for two minutes at most. */
        public static Setup of(long seed, LinkProfile link) {
            return new Setup(seed, SchedulerKind.FIFO, Carrier.virtual(), link, Duration.ofMinutes(2),
                    ScheduleSink.NONE, KeyLog.NONE);
        }

        /** The same with another scheduler. */
        public Setup with(SchedulerKind other) {
            return new Setup(seed, other, carrier, link, limit, schedule, secrets);
        }

        /** The same with another carrier. */
        public Setup with(Carrier other) {
            return new Setup(seed, scheduler, other, link, limit, schedule, secrets);
        }

        /** The same with somebody who hears who runs. */
        public Setup with(ScheduleSink other) {
            return new Setup(seed, scheduler, carrier, link, limit, other, secrets);
        }

        /** The same with another limit of virtual time. */
        public Setup within(Duration other) {
            return new Setup(seed, scheduler, carrier, link, other, schedule, secrets);
        }
    }

    /** An event and when it happened. */
    public record Noted(Instant at, String process, QuicEvent event) {
    }

    /**
     * What came of it.
     *
     * @param done           whether the job was done within the limit
     * @param took           virtual time until then, or until the limit
     * @param scheduleDigest of all threads
     * @param packetHash     of all packets, SHA-256 in hexadecimal
     * @param events         of both sides, in order
     * @param report         where the threads stood if the job was not done; else empty
     */
    public record Outcome(boolean done, Duration took, String scheduleDigest, String packetHash, List<Noted> events,
                          String report) {
        public Outcome {
            events = List.copyOf(events);
        }

        /** Both fingerprints. */
        public String fingerprint() {
            return scheduleDigest + " " + packetHash;
        }
    }

    private PairRun(Setup setup) {
        this.setup = setup;
        RandomForks forks = new RandomForks(setup.seed());
        this.clientKey = key(forks, "client");
        this.serverKey = key(forks, "server");
    }

    private static SecretKey key(RandomForks forks, String name) {
        byte[] bytes = new byte[32];
        forks.fork("key/" + name).nextBytes(bytes);
        return SecretKey.of(bytes);
    }

    /**
     * Runs a job until it is done or the time is up.
     *
     * @param job makes the job, given whom it is with
     * @throws SimulationFailure if the simulation cannot go on
     */
    public static Outcome run(Setup setup, Function<EndpointId, QuicJob> job) {
        PairRun run = new PairRun(setup);
        return run.run(job.apply(run.serverKey.id()));
    }

    private Outcome run(QuicJob job) {
        client = new QuicProgram(transport -> process("client", clientKey, transport), PORT);
        server = new QuicProgram(transport -> process("server", serverKey, transport), PORT);
        network = Network.builder(setup.seed()).trace(packets)
                .host("client", host -> host.link(setup.link()).program(client))
                .host("server", host -> host.link(setup.link()).program(server))
                .build();
        client.knows(serverKey.id(), endpoint("server"));
        client.performAt(Instant.EPOCH, job);
        try {
            boolean inTime = runUntilDone();
            return new Outcome(inTime, Duration.between(Instant.EPOCH, network.now()), digest.hex(),
                    packets.hash(), events, inTime ? "" : report());
        } finally {
            close(client);
            close(server);
        }
    }

    private static void close(QuicProgram program) {
        Optional.ofNullable(program.process()).ifPresent(QuicProcess::close);
    }

    private IpEndpoint endpoint(String host) {
        return IpEndpoint.of(network.addresses(host).getFirst(), PORT);
    }

    private boolean runUntilDone() {
        Instant end = Instant.EPOCH.plus(setup.limit());
        while (network.now().isBefore(end)) {
            network.run(STEP);
            if (done || failed) {
                return done;
            }
        }
        return false;
    }

    private String report() {
        return client.process().report() + server.process().report();
    }

    private QuicProcess process(String name, SecretKey key, QuicProcess.Transport transport) {
        InetSocketAddress local = endpoint(name).toInetSocketAddress();
        return new QuicProcess(new QuicProcess.Options(name, key, local, setup.seed(), setup.scheduler(),
                setup.carrier(), digest.and(setup.schedule()), event -> note(name, event), setup.secrets(),
                QuicTap.NONE), transport);
    }

    private void note(String name, QuicEvent event) {
        done |= event instanceof QuicEvent.Done;
        failed |= event instanceof QuicEvent.Failed;
        events.add(new Noted(network.now(), name, event));
    }
}
