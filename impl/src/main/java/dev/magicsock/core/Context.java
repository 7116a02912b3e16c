package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What all parts of one MagicSock share. */
final class Context {

    /** Larger than any UDP datagram that crosses an Ethernet. */
    private static final int SCRATCH_BYTES = 1500;

    private final SecretKey key;
    private final MagicSockConfig config;
    private final CommandSink sink;
    private final RandomGenerator random;
    private final Reporter reporter;
    private final Alarms alarms = new Alarms();
    private final Sockets sockets = new Sockets();
    /** Four remotes may be guessed at with 100 datagrams a second each; more share that, whoever asks for it. */
    private final TokenBucket guesses = new TokenBucket(400, 400);
    private final OwnAddresses own;
    private final ExtraSockets extraSockets;
    private byte[] scratch = new byte[SCRATCH_BYTES];
    private Duration unixTimeOffset = Duration.ZERO;

    Context(SecretKey key, MagicSockConfig config, CommandSink sink, RandomGenerator random) {
        this.key = key;
        this.config = config;
        this.sink = sink;
        this.random = random;
        this.reporter = new Reporter(sink);
        this.own = new OwnAddresses(config.configuredAddresses());
        this.extraSockets = new ExtraSockets(this);
    }

    SecretKey key() {
        return key;
    }

    EndpointId self() {
        return key.id();
    }

    MagicSockConfig config() {
        return config;
    }

    CommandSink sink() {
        return sink;
    }

    RandomGenerator random() {
        return random;
    }

    /** A source of random numbers for one part, so that how much one part draws changes nothing for the others. */
    RandomGenerator forkRandom() {
        return new SplittableRandom(random.nextLong());
    }

    Reporter reporter() {
        return reporter;
    }

    Alarms alarms() {
        return alarms;
    }

    Sockets sockets() {
        return sockets;
    }

    ExtraSockets extraSockets() {
        return extraSockets;
    }

    /** Allows datagrams to addresses that nobody named, for all remotes together. */
    TokenBucket guesses() {
        return guesses;
    }

    OwnAddresses own() {
        return own;
    }

    void setUnixTimeOffset(Duration offset) {
        unixTimeOffset = offset;
    }

    /** The wall clock's time: only for what others are to compare with theirs. */
    Instant unixTime(Instant now) {
        return now.plus(unixTimeOffset);
    }

    /** Working memory of at least this many bytes; its next user overwrites it. */
    byte[] scratch(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[bytes];
        }
        return scratch;
    }
}
