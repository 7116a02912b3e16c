package dev.magicsock.socket;

import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.MagicSockEvent;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * The hub's own thread: keeps deadlines, watches clocks and interfaces, tells listeners, and receives while no facade's
 * thread does.
 */
final class EventLoop implements Runnable {

    /** Quick enough that a laptop that wakes up is back before anybody looks. */
    private static final Duration CLOCK_INTERVAL = Duration.ofSeconds(1);

    /** Reading the interfaces costs some system calls; a change of network takes seconds to settle anyway. */
    private static final Duration INTERFACE_INTERVAL = Duration.ofSeconds(3);

    private final Selector selector;
    private final SocketReader reader;
    private final CoreDriver driver;
    private final HubClock clock;
    private final ClockWatch clockWatch;
    private final Supplier<List<LocalInterfaceAddress>> interfaces;
    private final ObservationRelay observations;
    private final Alarm alarm;
    private final EventLog log;
    private List<LocalInterfaceAddress> known;
    private Instant nextClockLook = Instant.EPOCH;
    private Instant nextInterfaceLook = Instant.EPOCH;
    private volatile boolean stopped;

    /** @param interfaces the addresses of the machine as they are now; asked every few seconds */
    EventLoop(Selector selector, SocketReader reader, CoreDriver driver, HubClock clock, ClockWatch clockWatch,
            Supplier<List<LocalInterfaceAddress>> interfaces, ObservationRelay observations, Alarm alarm,
            EventLog log) {
        this.selector = selector;
        this.reader = reader;
        this.driver = driver;
        this.clock = clock;
        this.clockWatch = clockWatch;
        this.interfaces = interfaces;
        this.observations = observations;
        this.alarm = alarm;
        this.log = log;
    }

    /** Starts the core: the first events. To be called once, before {@link #run}. */
    void begin() {
        lookAtClocks(driver.now());
        lookAtInterfaces(driver.now());
    }

    /** Ends {@link #run} soon. */
    void stop() {
        stopped = true;
        reader.wakeHub();
    }

    @Override
    public void run() {
        reader.begin();
        try {
            while (!stopped) {
                step();
            }
        } catch (IOException e) {
            log.bug(e);
        } finally {
            end();
        }
    }

    private void step() throws IOException {
        boolean leads = reader.hubLeads();
        long millis = alarm.sleepMillis(driver.now(), earlier(nextClockLook, nextInterfaceLook));
        if (leads) {
            reader.select(millis);
        } else {
            reader.guard(millis);
        }
        alarm.awake();
        try {
            Instant now = driver.now();
            if (alarm.isDue(now)) {
                driver.handle(new MagicSockEvent.DeadlineReached());
            }
            if (leads && reader.hasFailures()) {
                replaceFailed();
            }
            lookAround(now);
        } catch (RuntimeException e) {
            // One mistake must not end the thread on which all connections depend.
            log.bug(e);
        }
        observations.tell();
    }

    private void replaceFailed() {
        if (stopped) {
            return;
        }
        reader.takeFailures().forEach((socket, cause) -> driver.withSockets(sockets -> sockets.rebind(socket, cause)));
        tellAddresses();
    }

    private void lookAround(Instant now) {
        if (!now.isBefore(nextClockLook)) {
            lookAtClocks(now);
        }
        if (!now.isBefore(nextInterfaceLook)) {
            lookAtInterfaces(now);
        }
    }

    /** And at the sockets, which is as cheap. */
    private void lookAtClocks(Instant now) {
        nextClockLook = now.plus(CLOCK_INTERVAL);
        clockWatch.look(clock.wallClock(), now).forEach(driver::handle);
        reader.lookForClosed();
    }

    private void lookAtInterfaces(Instant now) {
        nextInterfaceLook = now.plus(INTERFACE_INTERVAL);
        List<LocalInterfaceAddress> current = interfaces.get();
        if (!current.equals(known)) {
            known = current;
            tellAddresses();
        }
    }

    private void tellAddresses() {
        driver.handle(new MagicSockEvent.LocalAddressesChanged(driver.withSockets(UdpSockets::locals), known));
    }

    private void end() {
        driver.withSockets(sockets -> {
            sockets.closeAll();
            return null;
        });
        try {
            selector.close();
        } catch (IOException e) {
            log.bug(e);
        }
        observations.tell();
        log.closed();
    }

    private static Instant earlier(Instant x, Instant y) {
        return y.isBefore(x) ? y : x;
    }

    /** The next deadline of the core, shared between those who set it and the thread that sleeps until then. */
    static final class Alarm implements CoreDriver.WakeUp {

        private SocketReader reader;
        private volatile Instant deadline = Instant.MAX;
        private volatile Instant sleepingUntil = Instant.MIN;
        private Instant promised = Instant.MIN;

        /** Who wakes the sleeper; to be called before anybody sleeps. */
        void wakesBy(SocketReader waker) {
            reader = waker;
        }

        @Override
        public void by(Instant at) {
            deadline = at;
            if (at.isBefore(sleepingUntil)) {
                reader.wakeHub();
            }
        }

        @Override
        public void forObservations() {
            if (!sleepingUntil.equals(Instant.MIN)) {
                reader.wakeHub();
            }
        }

        boolean isDue(Instant now) {
            return !now.isBefore(deadline);
        }

        /**
         * How long to sleep, at least 1 ms. A deadline that is set from now on wakes the sleeper if it is earlier.
         *
         * <p>A deadline that moved away is kept to nevertheless: busy connections set and clear the same alarm with
         * every datagram and its answer, and waking once for nothing is cheaper than being woken each time.
         */
        long sleepMillis(Instant now, Instant latest) {
            Instant until = earlier(deadline, latest);
            promised = promised.isAfter(now) ? earlier(promised, until) : until;
            sleepingUntil = promised;
            long nanos = Duration.between(now, earlier(deadline, promised)).toNanos();
            return Math.max(1, Math.ceilDiv(nanos, 1_000_000L));
        }

        void awake() {
            sleepingUntil = Instant.MIN;
        }
    }
}
