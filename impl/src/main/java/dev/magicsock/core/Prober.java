package dev.magicsock.core;

import dev.magicsock.crypto.SharedSecret;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.EndpointIdCache;
import dev.magicsock.path.PathId;
import dev.magicsock.probe.ObservedSource;
import dev.magicsock.probe.ProbeCodec;
import dev.magicsock.probe.ProbeMessage;
import dev.magicsock.probe.ProbeParse;
import dev.magicsock.punch.PunchPacket;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Seals, sends and opens probes, and keeps the Pings that wait. Not thread-safe. */
final class Prober {

    private final Context context;
    private final ProbeCodec codec;
    private final Secrets secrets;
    private final PendingPings pending;
    private final EndpointIdCache senders;

    Prober(Context context) {
        this.context = context;
        this.codec = new ProbeCodec(context.self());
        this.secrets = new Secrets(context.key(), context.config().bounds().sharedSecrets());
        this.pending = new PendingPings(context.config().bounds().pendingPings());
        this.senders = new EndpointIdCache(context.config().bounds().remotes(), context.random().nextLong());
    }

    /** Whether probes of a remote can be opened without the cost of a key agreement. */
    boolean knows(EndpointId remote) {
        return secrets.has(remote);
    }

    /** Who claims to have sent a probe; empty if it is none. */
    Optional<EndpointId> senderOf(ByteBuffer probe) {
        return ProbeCodec.senderOf(probe, senders);
    }

    /** Opens a probe that claims to be from {@code sender}; empty if it is not genuine or makes no sense. */
    Optional<ProbeMessage> open(EndpointId sender, ByteBuffer probe) {
        Optional<SharedSecret> secret = secrets.with(sender);
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        return switch (codec.open(probe, sender, secret.get())) {
            case ProbeParse.Parsed(EndpointId _, ProbeMessage message) -> Optional.of(message);
            case ProbeParse.Rejected _ -> Optional.empty();
        };
    }

    /** Matches an answer with its Ping. */
    PendingPings.Answer answer(TransactionId transaction, EndpointId sender, PathId path, Instant now) {
        return pending.answer(transaction, sender, path, now);
    }

    /** Sends a small Ping by a direct path; returns its size as UDP payload, or 0 if it could not be sent. */
    int sendPing(EndpointId remote, PathId.Direct path, Instant now) {
        return sendPing(remote, path, Optional.empty(), now);
    }

    /** Sends a Ping as large as a full datagram; returns its size as UDP payload, or 0 if it could not be sent. */
    int sendFullPing(EndpointId remote, PathId.Direct path, Instant now) {
        return sendPing(remote, path, Optional.of(context.config().timing().fullDatagramBytes()), now);
    }

    private int sendPing(EndpointId remote, PathId.Direct path, Optional<Integer> paddedTo, Instant now) {
        Optional<SharedSecret> secret = secrets.with(remote);
        if (secret.isEmpty()) {
            return 0;
        }
        TransactionId transaction = TransactionId.generate(context.random());
        ProbeMessage.Ping ping = new ProbeMessage.Ping(transaction, context.self());
        byte[] probe = paddedTo.isPresent()
                ? codec.sealPadded(ping, paddedTo.get(), secret.get(), context.random())
                : codec.seal(ping, secret.get(), context.random());
        pending.add(transaction, new PendingPings.Ping(remote, path, probe.length, now));
        send(path, probe);
        reportPing(remote, path, transaction, probe.length);
        return probe.length;
    }

    /** Asks the remote for a sign of life through a relay. */
    void sendRelayPing(EndpointId remote, RelayLink relay, Instant now) {
        Optional<SharedSecret> secret = secrets.with(remote);
        if (secret.isEmpty()) {
            return;
        }
        TransactionId transaction = TransactionId.generate(context.random());
        byte[] probe = codec.seal(new ProbeMessage.Ping(transaction, context.self()), secret.get(), context.random());
        PathId path = new PathId.Relayed(relay.url());
        pending.add(transaction, new PendingPings.Ping(remote, path, probe.length, now));
        reportPing(remote, path, transaction, probe.length);
        relay.sendControl(remote, probe, now);
    }

    private void reportPing(EndpointId remote, PathId path, TransactionId transaction, int bytes) {
        if (context.reporter().listens()) {
            context.reporter().report(new Observation.PingSent(remote, path, transaction.toString(), bytes));
        }
    }

    /** Answers a Ping by the path it came by. */
    void sendPong(EndpointId remote, PathId.Direct path, TransactionId transaction) {
        secrets.with(remote).ifPresent(secret -> {
            ProbeMessage pong = new ProbeMessage.Pong(transaction, new ObservedSource.Direct(path.remote()));
            send(path, codec.seal(pong, secret, context.random()));
            reportAnswer(remote, path, transaction);
        });
    }

    /** Answers a Ping through the relay it came through. */
    void sendRelayPong(EndpointId remote, RelayLink relay, TransactionId transaction, Instant now) {
        secrets.with(remote).ifPresent(secret -> {
            ProbeMessage pong = new ProbeMessage.Pong(transaction, new ObservedSource.Relayed(relay.url()));
            relay.sendControl(remote, codec.seal(pong, secret, context.random()), now);
            reportAnswer(remote, new PathId.Relayed(relay.url()), transaction);
        });
    }

    private void reportAnswer(EndpointId remote, PathId path, TransactionId transaction) {
        if (context.reporter().listens()) {
            context.reporter().report(new Observation.PingAnswered(remote, path, transaction.toString()));
        }
    }

    /** Tells the remote where we are. */
    void sendCallMeMaybe(EndpointId remote, RelayLink relay, List<InetSocketAddress> addresses, Instant now) {
        secrets.with(remote).ifPresent(secret -> {
            byte[] probe = codec.seal(new ProbeMessage.CallMeMaybe(addresses), secret, context.random());
            relay.sendControl(remote, probe, now);
            context.reporter().report(new Observation.CallMeMaybeSent(remote, relay.url(), addresses));
        });
    }

    /** Sends a punch packet. */
    void sendPunch(EndpointId remote, PathId.Direct path, Instant unixTime) {
        send(path, new PunchPacket(context.self(), unixTime).toBytes());
        context.reporter().report(new Observation.PunchSent(remote, path));
    }

    /** Sends a punch packet that reaches no more than so many routers. */
    void sendLimitedPunch(EndpointId remote, PathId.Direct path, int hopLimit, Instant unixTime) {
        byte[] bytes = new PunchPacket(context.self(), unixTime).toBytes();
        context.sink().accept(new MagicSockCommand.SendLimitedDatagram(
                path.socket(), path.remote(), ByteBuffer.wrap(bytes), hopLimit));
        context.reporter().report(new Observation.PunchSent(remote, path));
    }

    private void send(PathId.Direct path, byte[] bytes) {
        context.sink().accept(
                new MagicSockCommand.SendDatagram(path.socket(), path.remote(), ByteBuffer.wrap(bytes)));
    }
}
