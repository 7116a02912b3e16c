package dev.magicsock.punch;

import dev.magicsock.natview.MappingView;
import dev.magicsock.natview.NatClass;
import dev.magicsock.natview.PortAllocation;
import dev.magicsock.natview.ToldAddresses;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.time.Deadline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Punches as another strategy does, and where two measured NATs ask for more, foretells ports or guesses them.
 *
 * <p>Both sides judge by themselves: their own NAT by what STUN servers saw, the remote's by the addresses it told.
 * What each then does fits together without another message: towards a remote that looks the same to everybody a hard
 * side foretells its ports, or opens many where they follow no rule; the easy side asks at what is foretold, or
 * guesses.
 */
final class MeasuringPuncher implements Puncher {

    /** Plain punching comes first and takes about so many round trips through the relay. */
    private static final int PLAIN_ROUND_TRIPS = 3;
    private static final Duration PLAIN_MIN = Duration.ofMillis(400);
    private static final Duration PLAIN_MAX = Duration.ofSeconds(1);

    /** How often ports are foretold before they are opened by the hundred. */
    private static final int FORETELLING_ATTEMPTS = 2;

    /** How often the other side waits for that before it guesses: random ports may only happen to be neighbours. */
    private static final int WAITING_ATTEMPTS = 1;

    /** How long an attempt in which nothing is to be done stands. */
    private static final Duration NOTHING_TO_DO = Duration.ofSeconds(2);

    private final MeasuringSettings settings;
    private final RandomGenerator random;
    private final Puncher plain;
    private final PredictPorts prediction;
    private final OpenPorts opening;
    private final GuessPorts guessing;
    private final Effort effort;
    /** Null until the remote has told where it is. */
    private ToldAddresses told;
    /** Null while there is none to come. */
    private Instant nextAttempt;
    /** Null while plain punching is all that is done. */
    private Tactic current;
    private int predictions;
    private boolean direct;
    /** Nobody can make us guess who is nobody to the application. */
    private boolean wanted;

    MeasuringPuncher(MeasuringSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.plain = settings.plain().forRemote(random);
        this.prediction = new PredictPorts(settings.foretold());
        this.opening = new OpenPorts(settings.sockets(), Pace.OPENING);
        this.guessing = new GuessPorts(settings.probes(), Pace.GUESSING, random);
        this.effort = new Effort(settings.attempts());
    }

    @Override
    public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
        switch (event) {
            case PunchEvent.CallMeMaybeReceived(List<InetSocketAddress> addresses, boolean isNews) ->
                    called(ToldAddresses.of(addresses), isNews, view, now);
            case PunchEvent.DirectPathFound _ -> {
                direct = true;
                end(actions);
            }
            case PunchEvent.DirectPathLost _ -> {
                direct = false;
                again(now);
            }
            case PunchEvent.OwnAddressesChanged _, PunchEvent.RelayConnected _ -> again(now);
            case PunchEvent.Wanted _ -> {
                wanted = true;
                again(now);
            }
            case PunchEvent.CandidatesAdded _, PunchEvent.RelayMeasured _, PunchEvent.PingReceived _,
                    PunchEvent.PongReceived _, PunchEvent.OfSocket _, PunchEvent.DeadlineReached _ -> {
                // Tactics and plain punching hear of it.
            }
        }
        // First what has to meet the next port of a sequence, then what would take it away.
        if (current != null) {
            current.handle(event, view, actions, now);
        }
        advance(view, actions, now);
        if (!(event instanceof PunchEvent.DeadlineReached) || !rests()) {
            plain.handle(event, view, actions, now);
        }
    }

    /** The remote told where it is, for the first time or again: it may be about to measure, and wants us to. */
    private void called(ToldAddresses addresses, boolean isNews, PunchView view, Instant now) {
        boolean first = told == null;
        told = addresses;
        if (direct || !wanted) {
            return;
        }
        if (first || isNews && effort.isSpent() && told.foretold().isEmpty()) {
            effort.renew();
            nextAttempt = now.plus(patience(view));
        } else if (nextAttempt != null && now.isBefore(nextAttempt) && bothHard(view, now)) {
            nextAttempt = now;
        }
    }

    private static Duration patience(PunchView view) {
        Duration wanted = view.relayRoundTrip().orElse(PLAIN_MAX).multipliedBy(PLAIN_ROUND_TRIPS);
        Duration atLeast = wanted.compareTo(PLAIN_MIN) < 0 ? PLAIN_MIN : wanted;
        return atLeast.compareTo(PLAIN_MAX) > 0 ? PLAIN_MAX : atLeast;
    }

    private boolean bothHard(PunchView view, Instant now) {
        return told != null && NatJudgement.own(view, now).mapping().dependsOnDestination()
                && told.classify().mapping().dependsOnDestination();
    }

    /** Everything is as at the beginning. */
    private void again(Instant now) {
        effort.renew();
        predictions = 0;
        if (wanted && !direct && (nextAttempt == null || now.isBefore(nextAttempt))) {
            nextAttempt = now.plus(told == null ? PLAIN_MAX : PLAIN_MIN);
        }
    }

    private void end(PunchActions actions) {
        if (current != null) {
            current.stop(actions);
            current = null;
        }
        nextAttempt = null;
    }

    private void advance(PunchView view, PunchActions actions, Instant now) {
        if (current != null && !current.isRunning()) {
            current = null;
            nextAttempt = now.plus(effort.pause());
        }
        if (current == null && !direct && nextAttempt != null && !now.isBefore(nextAttempt)) {
            attempt(view, actions, now);
        }
    }

    private void attempt(PunchView view, PunchActions actions, Instant now) {
        nextAttempt = null;
        if (!effort.take()) {
            return;
        }
        if (told != null) {
            choose(judged(NatJudgement.own(view, now)), judged(told.classify()), view, actions, now);
        }
        if (current == null && !bothHard(view, now)) {
            // The remote may have been away when it was told.
            actions.callMeMaybe();
        }
        if (current == null) {
            nextAttempt = now.plus(NOTHING_TO_DO).plus(effort.pause());
        } else {
            current.handle(new PunchEvent.DeadlineReached(), view, actions, now);
        }
    }

    /** What is believed, wrongly now and then if the settings say so. */
    private NatClass judged(NatClass seen) {
        if (settings.misjudged() == 0 || random.nextDouble() >= settings.misjudged()) {
            return seen;
        }
        MappingView wrong = seen.mapping().dependsOnDestination()
                ? MappingView.ENDPOINT_INDEPENDENT : MappingView.ADDRESS_AND_PORT_DEPENDENT;
        return new NatClass(wrong, seen.filtering(), seen.ports());
    }

    private void choose(NatClass own, NatClass remote, PunchView view, PunchActions actions, Instant now) {
        boolean hard = own.mapping().dependsOnDestination();
        boolean remoteHard = remote.mapping().dependsOnDestination();
        if (hard && remoteHard) {
            predictTogether(own, remote, view, actions, now);
        } else if (hard) {
            hardAlone(own, now);
        } else if (remoteHard) {
            easyAlone(remote, view, now);
        }
    }

    /** Only foretold ports can meet foretold ports; the side with the lower identity says when. */
    private void predictTogether(NatClass own, NatClass remote, PunchView view, PunchActions actions, Instant now) {
        if (!settings.predicts() || !isSequential(own) || !isSequential(remote)) {
            return;
        }
        boolean leads = view.self().compareTo(view.remote()) < 0;
        Duration oneWay = view.relayRoundTrip().orElse(Duration.ZERO).dividedBy(2);
        if (leads) {
            actions.callMeMaybe();
        }
        prediction.start(told, leads ? now.plus(oneWay) : now);
        current = prediction;
    }

    private void hardAlone(NatClass own, Instant now) {
        if (told.ports().isEmpty()) {
            return;
        }
        boolean hopeful = isSequential(own) && !prediction.isRuleless() && predictions < FORETELLING_ATTEMPTS;
        if (settings.predicts() && (hopeful || !settings.guesses())) {
            predictions++;
            prediction.start(told, now);
            current = prediction;
        } else if (settings.guesses()) {
            opening.start(new InetSocketAddress(told.external().orElseThrow(), told.ports().getFirst()), now);
            current = opening;
        }
    }

    private void easyAlone(NatClass remote, PunchView view, Instant now) {
        boolean foretells = settings.predicts() && isSequential(remote) && predictions++ < WAITING_ATTEMPTS;
        InetAddress target = told.external().orElse(null);
        Optional<SocketId> from = view.paths().stream().map(RemotePath::id)
                .filter(path -> path.remote().getAddress().equals(target)).map(PathId.Direct::socket)
                .filter(socket -> socket.value() >= 0).findFirst();
        if (settings.guesses() && !foretells && from.isPresent()) {
            guessing.start(from.get(), target, now);
            current = guessing;
        }
    }

    private boolean rests() {
        return settings.rests() && !direct && effort.isSpent();
    }

    private static boolean isSequential(NatClass nat) {
        return nat.ports() instanceof PortAllocation.Sequential;
    }

    @Override
    public Optional<Deadline> nextDeadline() {
        Instant tactic = current == null ? nextAttempt : current.next();
        Stream<Deadline> own = Stream.ofNullable(tactic).map(at -> new Deadline(at, "punching by measurement"));
        Stream<Deadline> rounds = rests() ? Stream.empty() : plain.nextDeadline().stream();
        return Stream.concat(own, rounds).min((a, b) -> a.at().compareTo(b.at()));
    }
}
