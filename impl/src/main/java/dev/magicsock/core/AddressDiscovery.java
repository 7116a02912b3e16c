package dev.magicsock.core;

import dev.magicsock.path.SocketId;
import dev.magicsock.stun.StunClient;
import dev.magicsock.stun.StunOutput;
import dev.magicsock.stun.StunQuery;
import dev.magicsock.stun.StunTiming;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the configured STUN servers how they see each socket, again and again, and passes on what they say.
 *
 * <p>The last answer of a server counts until the sockets change: a server that is silent for once takes nothing away.
 */
final class AddressDiscovery {

    /**
     * Time between two rounds: below the 30 s after which common NATs forget a UDP flow, random so that many endpoints
     * do not ask together (iroh and Tailscale: 20 to 26 s).
     */
    private static final Duration ROUND_MIN = Duration.ofSeconds(20);
    private static final Duration ROUND_MAX = Duration.ofSeconds(26);

    /** On a lossy path doubts come often; a round costs a datagram per socket and server. */
    private static final Duration DOUBT_ROUND_MIN = Duration.ofSeconds(3);

    /**
     * While nobody has told us anything, a failed round is repeated after this pause, and after twice the pause before
     * when it fails again: one burst of losses must not cost half a minute, and a network that blocks UDP costs ever
     * less.
     */
    private static final Duration RETRY_MIN = Duration.ofSeconds(1);

    /** Quicker than RFC 8489's 500 ms, because the first connection waits for it; still doubling; over after 4.75 s. */
    static final StunTiming TIMING = new StunTiming(Duration.ofMillis(250), 5, 4);

    private final Context context;
    private final Listener listener;
    private final Map<SocketId, StunClient> clients = new LinkedHashMap<>();
    private final Alarm alarm;
    private Duration retryPause = RETRY_MIN;
    private Instant lastRound;
    private Instant nextRound;

    /** Who hears that our addresses changed. */
    interface Listener {
        void onOwnAddressesChanged(Instant now);
    }

    AddressDiscovery(Context context, Listener listener) {
        this.context = context;
        this.listener = listener;
        this.alarm = new Alarm("address discovery") {
            @Override
            void ring(Instant now) {
                onDeadline(now);
            }
        };
    }

    /** The sockets are others now: ask for each at once. */
    void onSocketsChanged(Instant now) {
        if (context.config().stunServers().isEmpty() || !context.config().strategy().usesDirectPaths()) {
            return;
        }
        clients.clear();
        for (LocalSocket socket : context.sockets().all()) {
            clients.put(socket.id(), new StunClient(TIMING, context.forkRandom()));
        }
        askAll(now);
    }

    /** Our mappings may be gone: ask at once. */
    void onCutOff(Instant now) {
        if (nextRound != null) {
            askAll(now);
        }
    }

    /**
     * A path fell silent: if our NAT has begun anew, peers have to learn our new address; ask soon, but not too often.
     */
    void onDoubt(Instant now) {
        if (nextRound != null && !now.isBefore(lastRound.plus(DOUBT_ROUND_MIN))) {
            askAll(now);
        }
    }

    /** A STUN message arrived. */
    void onMessage(SocketId socket, InetSocketAddress source, ByteBuffer message, Instant now) {
        if (context.extraSockets().onMessage(socket, source, message, now)) {
            return;
        }
        StunClient client = clients.get(socket);
        if (client == null) {
            context.reporter().dropped(DropReason.UNEXPECTED_STUN, message.remaining());
            return;
        }
        carryOut(socket, client.receive(source, message, now), now);
        rearm();
    }

    private void askAll(Instant now) {
        lastRound = now;
        nextRound = now.plusNanos(context.random().nextLong(ROUND_MIN.toNanos(), ROUND_MAX.toNanos()));
        for (LocalSocket socket : context.sockets().all()) {
            StunClient client = clients.get(socket.id());
            client.cancelAll();
            for (InetSocketAddress server : context.config().stunServers()) {
                if (socket.carries(server.getAddress())) {
                    carryOut(socket.id(), client.ask(StunQuery.binding(server), now), now);
                }
            }
        }
        rearm();
    }

    private void onDeadline(Instant now) {
        clients.forEach((socket, client) -> carryOut(socket, client.advance(now), now));
        if (!now.isBefore(nextRound)) {
            askAll(now);
        }
        rearm();
    }

    private void carryOut(SocketId socket, List<StunOutput> outputs, Instant now) {
        for (StunOutput output : outputs) {
            switch (output) {
                case StunOutput.Send(InetSocketAddress server, byte[] request) -> context.sink().accept(
                        new MagicSockCommand.SendDatagram(socket, server, ByteBuffer.wrap(request)));
                case StunOutput.Answered answered -> learn(socket, answered, now);
                case StunOutput.Ignored _ -> context.reporter().dropped(DropReason.UNEXPECTED_STUN, 0);
                case StunOutput.Failed _ -> roundFailed(now);
            }
        }
    }

    private void roundFailed(Instant now) {
        Instant retry = now.plus(retryPause);
        if (!context.own().isSeenByAnybody() && retry.isBefore(nextRound)) {
            nextRound = retry;
            retryPause = retryPause.multipliedBy(2);
        }
    }

    private void learn(SocketId socket, StunOutput.Answered answered, Instant now) {
        InetSocketAddress server = answered.query().server();
        retryPause = RETRY_MIN;
        if (!context.own().onReflexive(socket, server, answered.mapped(), answered.roundTrip())) {
            return;
        }
        context.reporter().report(new Observation.ReflexiveAddressLearned(socket, server, answered.mapped()));
        context.reporter().report(new Observation.OwnAddressesChanged(context.own().advertised()));
        listener.onOwnAddressesChanged(now);
    }

    private void rearm() {
        Instant next = nextRound;
        for (StunClient client : clients.values()) {
            Optional<Instant> due = client.nextDeadline().map(Deadline::at);
            next = due.isPresent() && due.get().isBefore(next) ? due.get() : next;
        }
        context.alarms().set(alarm, next);
    }
}
