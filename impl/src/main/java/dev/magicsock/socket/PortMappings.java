package dev.magicsock.socket;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.LocalSocket;
import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.dial.DialSettings;
import dev.magicsock.dial.Dialer;
import dev.magicsock.dial.HttpExchange;
import dev.magicsock.dial.ServerAddress;
import dev.magicsock.http.HttpRequest;
import dev.magicsock.http.HttpResponse;
import dev.magicsock.portmap.MappingProtocol;
import dev.magicsock.portmap.PortMapper;
import dev.magicsock.portmap.PortMapperOutput;
import dev.magicsock.portmap.PortMapperSettings;
import dev.magicsock.portmap.PortMapping;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Keeps the port of the first socket mapped at the gateway that the user named, and speaks to nobody else.
 *
 * <p>One virtual thread with one UDP socket carries out what a {@link PortMapper} decides, another one after each
 * change of the network, where the gateway may know us by another address. Thread-safe; nothing here waits but {@link
 * #close}.
 */
final class PortMappings {

    /** The address is that of a gateway, and the protocols are tried in this order. */
    record Request(InetAddress gateway, List<MappingProtocol> protocols) {
    }

    private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(5);
    /** To give a mapping back; a gateway that does not answer forgets it by itself. */
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_DATAGRAM = 2048;
    /** Any port will do to find out from which address the gateway is reached: nothing is sent. */
    private static final int ANY_PORT = 9;

    private final Request request;
    private final CoreDriver driver;
    private final RandomGenerator random;
    private final EventLog log;
    private final HttpExchange http = new HttpExchange(new Dialer(DialSettings.STANDARD));
    private final ReentrantLock lock = new ReentrantLock();
    private Session session;
    private boolean closed;

    PortMappings(Request request, CoreDriver driver, RandomGenerator random, EventLog log) {
        this.request = request;
        this.driver = driver;
        this.random = random;
        this.log = log;
    }

    /** Begins, or begins anew. */
    void networkChanged() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (session != null) {
                session.end();
            }
            session = new Session();
            session.thread.start();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what is mapped, as far as that is quick. */
    void close() {
        Session last;
        lock.lock();
        try {
            closed = true;
            last = session;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.end();
            try {
                last.thread.join(CLOSE_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isCurrent(Session asking) {
        lock.lock();
        try {
            return session == asking;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Our address on the way to the gateway. */
    private InetAddress ownAddress() throws IOException {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(request.gateway(), ANY_PORT));
            return probe.getLocalAddress();
        }
    }

    private Optional<Integer> port() {
        return driver.withSockets(UdpSockets::locals).stream()
                .filter(socket -> socket.carries(request.gateway())).map(LocalSocket::bound)
                .map(InetSocketAddress::getPort).findFirst();
    }

    /** One network's conversation with the gateway. */
    private final class Session implements Runnable {

        private final Thread thread = Thread.ofVirtual().name("magicsock-port-mapping").unstarted(this);
        private volatile boolean ended;
        private volatile DatagramSocket socket;
        private PortMapper mapper;
        private Optional<InetSocketAddress> told = Optional.empty();

        /** Ends the wait for datagrams, and with it the thread. */
        void end() {
            ended = true;
            DatagramSocket open = socket;
            if (open != null) {
                open.close();
            }
        }

        @Override
        public void run() {
            Optional<Integer> port = port();
            if (port.isEmpty()) {
                return;
            }
            try {
                converse(ownAddress(), port.get());
            } catch (IOException e) {
                if (!ended) {
                    log.portMappingFailed(request.gateway(), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void converse(InetAddress own, int port) throws IOException, InterruptedException {
            mapper = new PortMapper(new PortMapperSettings(request.gateway(), own, port, request.protocols(),
                    PortMapperSettings.RECOMMENDED_LIFETIME), random);
            socket = new DatagramSocket(new InetSocketAddress(own, 0));
            try {
                List<PortMapperOutput> outputs = mapper.start(driver.now());
                while (!ended) {
                    carryOut(outputs, HTTP_TIMEOUT);
                    tell();
                    outputs = await();
                }
            } finally {
                socket.close();
                if (isClosed()) {
                    giveBack(own);
                }
            }
        }

        private List<PortMapperOutput> await() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
            try {
                socket.setSoTimeout(millisToWait());
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return mapper.advance(driver.now());
            }
            return mapper.onDatagram((InetSocketAddress) packet.getSocketAddress(),
                    ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), driver.now());
        }

        /** Rounded up, so that a deadline has come when the wait is over; 0 would be for ever. */
        private int millisToWait() {
            long millis = mapper.nextDeadline()
                    .map(deadline -> Duration.between(driver.now(), deadline.at()).toMillis() + 1).orElse(1L);
            return Math.clamp(millis, 1, Integer.MAX_VALUE);
        }

        private void carryOut(List<PortMapperOutput> outputs, Duration httpTimeout)
                throws IOException, InterruptedException {
            Deque<PortMapperOutput> left = new ArrayDeque<>(outputs);
            while (!left.isEmpty()) {
                switch (left.removeFirst()) {
                    case PortMapperOutput.Send(InetSocketAddress destination, byte[] datagram) ->
                            socket.send(new DatagramPacket(datagram, datagram.length, destination));
                    case PortMapperOutput.Ask(long number, InetSocketAddress server, HttpRequest question) ->
                            left.addAll(mapper.onHttpAnswer(number, ask(server, question, httpTimeout),
                                    driver.now()));
                    case PortMapperOutput other -> log.portMapping(other);
                }
            }
        }

        private Optional<HttpResponse> ask(InetSocketAddress server, HttpRequest question, Duration atMost)
                throws InterruptedException {
            String host = SocketAddresses.format(server.getAddress());
            ServerAddress address = new ServerAddress(
                    server.getAddress() instanceof Inet6Address ? "[" + host + "]" : host, server.getPort(), false);
            try {
                return Optional.of(http.whole(address, question, PortMapper.MAX_HTTP_BODY, atMost).response());
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private void tell() {
            Optional<InetSocketAddress> now = mapper.mapping().map(PortMapping::external);
            if (!now.equals(told) && isCurrent(this)) {
                told = now;
                driver.handle(new MagicSockEvent.PortMappingChanged(now));
            }
        }

        private void giveBack(InetAddress own) throws IOException, InterruptedException {
            socket = new DatagramSocket(new InetSocketAddress(own, 0));
            carryOut(mapper.release(), RELEASE_TIMEOUT);
            socket.close();
        }
    }
}
