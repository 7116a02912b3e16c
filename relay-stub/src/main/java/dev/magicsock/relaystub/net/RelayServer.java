package dev.magicsock.relaystub.net;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relaystub.fault.Clients;
import dev.magicsock.relaystub.fault.RelayFaults;
import dev.magicsock.relaystub.http.Header;
import dev.magicsock.relaystub.http.HttpAnswer;
import dev.magicsock.relaystub.http.HttpResponse;
import dev.magicsock.relaystub.http.HttpServices;
import dev.magicsock.relaystub.http.RequestHead;
import dev.magicsock.relaystub.server.RelayWarning;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running relay: HTTP services, the relay protocol over WebSocket, and if wanted STUN and metrics.
 *
 * <p>It is ready when {@link #start} returns and gone when {@link #close} does. Thread-safe. Its one thread is not a
 * daemon.
 */
public final class RelayServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);

    /** For all connections together; 64 clients may send messages of the largest size at the same time. */
    private static final long INCOMPLETE_MESSAGE_BYTES = 64L << 20;

    /** The longest queue of new connections that Linux usually allows: who does not fit is left without an answer. */
    private static final int BACKLOG = 4096;

    /** Taken out of that queue each time that the loop comes round: some milliseconds for those who are in already. */
    private static final int ACCEPTED_AT_ONCE = 64;

    /** What is still to be written at the end gets this long. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final EventLoopGroup loops;
    private final RelayShell shell;
    private final MessageBudget budget;
    private final List<Channel> listeners = new ArrayList<>();
    private final InetSocketAddress address;
    private final Optional<InetSocketAddress> plainAddress;
    private final Optional<InetSocketAddress> stunAddress;
    private final Optional<InetSocketAddress> metricsAddress;

    private RelayServer(RelayServerSettings settings, RelayFaults faults) throws IOException {
        this.loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("relay"), NioIoHandler.newFactory());
        this.budget = new MessageBudget(INCOMPLETE_MESSAGE_BYTES);
        this.shell = new RelayShell(settings, faults, budget, loops.next());
        HttpServices services = new HttpServices(settings.version());
        try {
            address = listen(settings, shell.halfOpen(), settings.tls(), services::answer, settings.listen());
            plainAddress = listenIf(settings, services, settings.plainListen());
            stunAddress = settings.stun().isPresent()
                    ? Optional.of(listenForStun(settings.stun().get())) : Optional.empty();
            metricsAddress = settings.metrics().isPresent()
                    ? Optional.of(listen(settings, shell.watchers(), Optional.empty(), this::answerMetrics,
                            settings.metrics().get()))
                    : Optional.empty();
        } catch (IOException e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
            throw e;
        }
        LOG.atInfo().addKeyValue("address", SocketAddresses.format(address))
                .addKeyValue("tls", settings.tls().isPresent()).log("relay started");
    }

    /**
     * Starts a relay.
     *
     * @throws IOException naming the address that cannot be listened on, and why
     */
    public static RelayServer start(RelayServerSettings settings) throws IOException {
        return start(settings, RelayFaults.NONE);
    }

    /**
     * Starts a relay that misbehaves as told.
     *
     * @throws IOException naming the address that cannot be listened on, and why
     */
    public static RelayServer start(RelayServerSettings settings, RelayFaults faults) throws IOException {
        return new RelayServer(settings, faults);
    }

    /** Where the main listener is. */
    public InetSocketAddress address() {
        return address;
    }

    /** Where the plain listener beside TLS is. */
    public Optional<InetSocketAddress> plainAddress() {
        return plainAddress;
    }

    /** Where STUN is answered. */
    public Optional<InetSocketAddress> stunAddress() {
        return stunAddress;
    }

    /** Where the metrics are. */
    public Optional<InetSocketAddress> metricsAddress() {
        return metricsAddress;
    }

    /** Ends the connections of these clients, without a word. */
    public void disconnect(Clients whom) {
        loops.submit(() -> shell.disconnect(whom)).syncUninterruptibly();
    }

    /** Tells these clients that something is wrong or well again. */
    public void warn(Clients whom, RelayWarning warning) {
        loops.submit(() -> shell.warn(whom, warning)).syncUninterruptibly();
    }

    /**
     * Ends all connections and frees all ports; what clients were promised is written first if they take it. Later
     * calls do nothing.
     */
    @Override
    public void close() {
        close(Optional.empty());
    }

    /** As {@link #close()}, after telling every client when to come back. */
    public void closeForRestart(RelayFrame.Restarting notice) {
        close(Optional.of(notice));
    }

    private void close(Optional<RelayFrame.Restarting> notice) {
        if (loops.isShuttingDown()) {
            return;
        }
        loops.submit(() -> {
            listeners.forEach(Channel::close);
            shell.stop(notice);
        }).syncUninterruptibly();
        loops.shutdownGracefully(0, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).syncUninterruptibly();
        LOG.atInfo().addKeyValue("address", SocketAddresses.format(address)).log("relay stopped");
    }

    private Optional<InetSocketAddress> listenIf(RelayServerSettings settings, HttpServices services,
                                                 Optional<InetSocketAddress> plain) throws IOException {
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(listen(settings, shell.halfOpen(), Optional.empty(),
                request -> new HttpAnswer.Respond(services.answerOnPlainListener(request)), plain.get()));
    }

    private InetSocketAddress listen(RelayServerSettings settings, HalfOpen halfOpen, Optional<TlsIdentity> tls,
                                     Function<RequestHead, HttpAnswer> services, InetSocketAddress where)
            throws IOException {
        Acceptor acceptor = new Acceptor(shell, halfOpen, tls, services, settings.relay().establishTimeout());
        return bound(where, new ServerBootstrap()
                .group(loops)
                .channelFactory(() -> new Doorway(halfOpen, shell.halfOpen()))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTED_AT_ONCE))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(acceptor)
                .bind(where));
    }

    private InetSocketAddress listenForStun(InetSocketAddress where) throws IOException {
        return bound(where, new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new StunListener())
                .bind(where));
    }

    private InetSocketAddress bound(InetSocketAddress where, ChannelFuture binding) throws IOException {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException("cannot listen on " + where.getHostString() + ":" + where.getPort() + ": "
                    + binding.cause().getMessage(), binding.cause());
        }
        listeners.add(binding.channel());
        return (InetSocketAddress) binding.channel().localAddress();
    }

    private HttpAnswer answerMetrics(RequestHead request) {
        if (!request.method().equals("GET") || !request.path().equals("/metrics")) {
            return new HttpAnswer.Respond(new HttpResponse(404, "Not Found", List.of(), "Not Found"));
        }
        String page = PrometheusText.of(shell.core(), shell.events(), shell.halfOpen(), budget.heldBytes());
        return new HttpAnswer.Respond(new HttpResponse(200, "OK",
                List.of(new Header("Content-Type", PrometheusText.CONTENT_TYPE)), page));
    }
}
