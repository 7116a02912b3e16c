package dev.magicsock.quicsim.host;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.random.RandomForks;
import dev.magicsock.quicsim.kernel.Carrier;
import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.KernelOptions;
import dev.magicsock.quicsim.process.QuicApplication;
import dev.magicsock.quicsim.process.QuicEnvironment;
import dev.magicsock.quicsim.process.QuicEvent;
import dev.magicsock.quicsim.process.QuicJob;
import dev.magicsock.quicsim.process.QuicTap;
import dev.magicsock.quicsim.schedule.ScheduleSink;
import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.quicsim.weave.Weaver;
import dev.magicsock.socket.FacadeRouter;
import dev.magicsock.socket.SocketCounters;
import dev.magicsock.tls.KeyLog;
import dev.magicsock.trace.QuicTraces;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A process with real QUIC on a simulated host: kwik, agent15 and our QUIC packages, woven, on simulated threads, above
 * datagrams that somebody else carries.
 *
 * <p>Driven like everything on a simulated host: it is told what arrives and what time it is, and says when it wants to
 * be called again. Time is the monotonic time of its host. Not thread-safe.
 */
public final class QuicProcess implements AutoCloseable {

    private static final String APPLICATION = Weaver.PREFIX + "dev.magicsock.quicsim.app.";
    private static final int FRAMES_SHOWN = 4;

    private final Options options;
    private final Transport transport;
    private final QuicApplication application;
    private final Kernel kernel;
    private final FacadeRouter<SimulatedSocket> router = new FacadeRouter<>(new SocketCounters());
    private int flows;
    private long deliveries;

    /** Carries datagrams. */
    public interface Transport {

        /** The address under which a remote is reached. */
        InetSocketAddress addressOf(EndpointId remote);

        /**
         * Sends a datagram, which is valid during the call. Called by simulated threads; must not wait.
         *
         * @param flow tells the datagrams of one socket from those of others
         */
        void send(InetSocketAddress destination, ByteBuffer datagram, int flow);
    }

    /**
     * What a process is made of.
     *
     * @param name      of the process, unique in its simulation
     * @param key       proves who it is
     * @param local     what its sockets say that they are bound to
     * @param seed      of everything random in it, together with its name
     * @param scheduler decides which thread runs
     * @param carrier   what threads really are
     * @param schedule  hears who runs
     * @param listener  hears what happens
     * @param secrets   hears the secrets of connections
     * @param tap       looks into them
     */
    public record Options(String name, SecretKey key, InetSocketAddress local, long seed, SchedulerKind scheduler,
                          Carrier carrier, ScheduleSink schedule, QuicEvent.Listener listener, KeyLog secrets,
                          QuicTap tap) {
        public Options {
            Objects.requireNonNull(name);
            Objects.requireNonNull(key);
            Objects.requireNonNull(local);
            Objects.requireNonNull(scheduler);
            Objects.requireNonNull(carrier);
            Objects.requireNonNull(schedule);
            Objects.requireNonNull(listener);
            Objects.requireNonNull(secrets);
            Objects.requireNonNull(tap);
        }
    }

    /**
     * A process that does nothing before it is run.
     *
     * @throws IllegalStateException if the woven classes are missing
     */
    public QuicProcess(Options options, Transport transport) {
        this(options, transport, WovenApplication.create());
    }

    QuicProcess(Options options, Transport transport, QuicApplication application) {
        this.options = options;
        this.transport = transport;
        this.application = application;
        RandomForks forks = new RandomForks(options.seed());
        this.kernel = new Kernel(new KernelOptions(options.name(),
                options.scheduler().create(forks.fork("schedule/" + options.name())), options.carrier(),
                purpose -> forks.fork(purpose + "/" + options.name()), options.schedule()));
        kernel.start("main", () -> application.start(new Environment()));
    }

    /** A datagram arrived; its bytes are copied. Threads hear of it when the process is run. */
    public void deliver(InetSocketAddress source, Optional<EndpointId> sender, ByteBuffer datagram) {
        deliveries++;
        router.deliver(source, sender, datagram);
    }

    /** The application is to do something, as soon as the process is run. */
    public void perform(QuicJob job) {
        kernel.start("job " + job.name(), () -> application.perform(job));
    }

    /** What Unix time is, compared with the process's clock. */
    public void unixOffset(Duration offset) {
        kernel.unixOffset(offset);
    }

    /**
     * Lets everything happen that can happen by now.
     *
     * @throws dev.magicsock.quicsim.kernel.SimulationFailure if the simulation cannot go on
     */
    public void run(Instant now) {
        kernel.run(nanos(now));
    }

    /** When it wants to be run again; empty if only a datagram can make a difference. */
    public Optional<Instant> nextDeadline() {
        var nanos = kernel.nextDeadline();
        return nanos.isEmpty() ? Optional.empty() : Optional.of(Instant.EPOCH.plusNanos(nanos.getAsLong()));
    }

    /** Where all threads stand. */
    public String report() {
        return kernel.report();
    }

    /** Where the application's threads wait, a line for each, and what others died of. */
    public List<String> standing() {
        List<String> lines = new ArrayList<>();
        kernel.standing().stream().filter(one -> one.frames().stream().anyMatch(QuicProcess::isApplication))
                .forEach(one -> lines.add(one.task() + " waits for " + one.waitsFor() + " in "
                        + one.frames().stream().filter(QuicProcess::isWoven).limit(FRAMES_SHOWN)
                        .map(QuicProcess::words).collect(Collectors.joining(", called by "))));
        kernel.uncaught().forEach(one -> lines.add(one.task() + " ended with " + one.failure()));
        return lines;
    }

    private static boolean isWoven(StackTraceElement frame) {
        return frame.getClassName().startsWith(Weaver.PREFIX);
    }

    private static boolean isApplication(StackTraceElement frame) {
        return frame.getClassName().startsWith(APPLICATION);
    }

    private static String words(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName();
    }

    /** What threads ended with that nobody caught. */
    public List<Kernel.UncaughtFailure> uncaught() {
        return kernel.uncaught();
    }

    /** The kernel, for a watchdog. */
    public Kernel kernel() {
        return kernel;
    }

    /** Ends all threads. */
    @Override
    public void close() {
        kernel.close();
    }

    private static long nanos(Instant instant) {
        return Duration.between(Instant.EPOCH, instant).toNanos();
    }

    private final class Environment implements QuicEnvironment, SimulatedSocket.Outlet {

        @Override
        public SecretKey key() {
            return options.key();
        }

        @Override
        public RandomGenerator random() {
            return kernel.random();
        }

        @Override
        public DatagramSocket openServerSocket() throws SocketException {
            if (router.server() != null) {
                throw new SocketException("the server's socket is open already");
            }
            return open(Optional.empty(), Optional.empty());
        }

        @Override
        public DatagramSocket openClientSocket(EndpointId remote) {
            return open(Optional.of(remote), Optional.of(transport.addressOf(remote)));
        }

        private DatagramSocket open(Optional<EndpointId> remote, Optional<InetSocketAddress> peer) {
            flows++;
            SimulatedSocket socket = new SimulatedSocket(options.local(), remote, peer, flows, this);
            router.add(socket);
            return socket;
        }

        @Override
        public void send(SimulatedSocket socket, InetSocketAddress destination, ByteBuffer datagram) {
            router.onSent(socket, datagram);
            transport.send(destination, datagram, socket.flow());
        }

        @Override
        public long delivery() {
            return deliveries;
        }

        @Override
        public void taken(long delivery) {
            options.tap().taken(delivery, Instant.EPOCH.plusNanos(kernel.clockNanos()).plus(kernel.unixOffset()));
        }

        @Override
        public void closed(SimulatedSocket socket) {
            router.remove(socket);
        }

        @Override
        public QuicEvent.Listener listener() {
            return options.listener();
        }

        @Override
        public KeyLog secrets() {
            return options.secrets();
        }

        @Override
        public QuicTraces traces() {
            return options.tap().traces();
        }
    }
}
