package dev.magicsock.punch;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netreport.StunSighting;
import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PathState;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Drives one puncher through virtual time, answers what it asks and writes down what it orders. */
final class PunchBench implements PunchView, PunchActions {

    /** Deadlines at one instant without end would be a busy loop. */
    private static final int STEPS_MAX = 100_000;

    /** The lesser identity first. */
    private static final List<EndpointId> KEYS =
            Stream.of(new byte[32], new byte[] {1}).map(PunchBench::id).sorted().toList();

    final List<String> done = new ArrayList<>();
    Instant now = Instant.EPOCH;
    boolean relayConnected = true;
    boolean initiator = true;
    boolean direct;
    boolean greater;
    Optional<Duration> relayRoundTrip = Optional.empty();
    List<InetSocketAddress> stunServers = List.of();
    List<StunSighting> sightings = List.of();
    final List<InetSocketAddress> told = new ArrayList<>();
    private int sockets;
    Optional<Instant> lastSent = Optional.empty();
    List<LocalCandidate> own = List.of(
            new LocalCandidate(SocketAddresses.parse("198.51.100.1:1"), LocalCandidate.Kind.SERVER_REFLEXIVE));
    private final Map<PathId.Direct, RemotePath> paths = new LinkedHashMap<>();
    private Puncher puncher;

    PunchBench drive(PunchStrategy strategy) {
        return drive(strategy, 1);
    }

    PunchBench drive(PunchStrategy strategy, long seed) {
        puncher = strategy.forRemote(new SplittableRandom(seed));
        now = Instant.EPOCH;
        done.clear();
        timed.clear();
        return this;
    }

    PathId.Direct candidate(String address, CandidateSource source) {
        PathId.Direct id = new PathId.Direct(new SocketId(0), SocketAddresses.parse(address));
        paths.put(id, new RemotePath(id, source, source != CandidateSource.OBSERVED, PathState.UNPROVEN,
                Optional.empty()));
        return id;
    }

    void becomes(PathId.Direct id, PathState state, Duration roundTrip) {
        RemotePath before = paths.get(id);
        paths.put(id, new RemotePath(id, before.source(), before.isNamed(), state, Optional.of(roundTrip)));
    }

    void loses(PathId.Direct id) {
        becomes(id, PathState.GIVEN_UP, Duration.ofMillis(1));
        direct = false;
    }

    void becomesDirect(PathId.Direct id, Duration roundTrip) {
        becomes(id, PathState.VALIDATED, roundTrip);
        direct = true;
        tell(new PunchEvent.PongReceived(id, roundTrip));
        tell(new PunchEvent.DirectPathFound());
    }

    void tell(PunchEvent event) {
        puncher.handle(event, this, this, now);
    }

    /** The remote calls; what it names is among the candidates by then. */
    void isCalled(boolean news) {
        tell(new PunchEvent.CallMeMaybeReceived(
                paths.keySet().stream().map(PathId.Direct::remote).toList(), news));
    }

    Instant due() {
        return puncher.nextDeadline().orElseThrow().at();
    }

    boolean sleeps() {
        return puncher.nextDeadline().isEmpty();
    }

    /** Goes on to the next deadline. */
    void advance() {
        now = due().isBefore(now) ? now : due();
        tell(new PunchEvent.DeadlineReached());
    }

    /** Meets every deadline within this time. */
    void run(Duration time) {
        Instant end = now.plus(time);
        int steps = 0;
        while (!sleeps() && !due().isAfter(end)) {
            advance();
            if (++steps > STEPS_MAX) {
                throw new IllegalStateException("deadlines without end at " + now);
            }
        }
        now = end;
    }

    /** What was done, each with the milliseconds since the beginning before it. */
    List<String> timed() {
        return List.copyOf(timed);
    }

    private final List<String> timed = new ArrayList<>();

    private static EndpointId id(byte[] seed) {
        return SecretKey.of(Arrays.copyOf(seed, SecretKey.BYTES)).id();
    }

    private void note(String what) {
        done.add(what);
        timed.add(Duration.between(Instant.EPOCH, now).toMillis() + " " + what);
    }

    @Override
    public void punchAll() {
        note("punch");
    }

    @Override
    public void pingAll() {
        note("ping");
    }

    @Override
    public void probeAll() {
        note("probe");
    }

    @Override
    public boolean ping(PathId.Direct path) {
        note("ping " + SocketAddresses.format(path.remote()));
        return true;
    }

    @Override
    public Optional<SocketId> openSocket() {
        note("open");
        return Optional.of(new SocketId(--sockets));
    }

    @Override
    public void closeSocket(SocketId socket) {
        note("close " + socket.value());
    }

    @Override
    public boolean askStun(SocketId socket, InetSocketAddress server) {
        note("stun " + socket.value() + " " + SocketAddresses.format(server));
        return true;
    }

    @Override
    public boolean open(PathId.Direct path, int hopLimit) {
        note("open " + SocketAddresses.format(path.remote()) + " within " + hopLimit);
        return true;
    }

    @Override
    public boolean callMeMaybe(List<InetSocketAddress> first) {
        note(relayConnected ? "call" : "no relay");
        told.clear();
        told.addAll(first);
        return relayConnected;
    }

    @Override
    public EndpointId self() {
        return KEYS.get(greater ? 1 : 0);
    }

    @Override
    public EndpointId remote() {
        return KEYS.get(greater ? 0 : 1);
    }

    @Override
    public boolean isInitiator() {
        return initiator;
    }

    @Override
    public Optional<Instant> lastSent() {
        return lastSent;
    }

    @Override
    public List<LocalCandidate> localCandidates() {
        return own;
    }

    @Override
    public List<StunSighting> stunSightings() {
        return sightings;
    }

    @Override
    public List<InetSocketAddress> stunServers() {
        return stunServers;
    }

    @Override
    public List<RemotePath> paths() {
        return List.copyOf(paths.values());
    }

    @Override
    public boolean hasDirectPath() {
        return direct;
    }

    @Override
    public Optional<Duration> relayRoundTrip() {
        return relayRoundTrip;
    }

    @Override
    public boolean canCall() {
        return relayConnected;
    }

    @Override
    public int datagramsLeft() {
        return PunchBudget.DEFAULT.datagrams();
    }
}
