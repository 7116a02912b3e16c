package dev.magicsock.punch;

import dev.magicsock.natview.PortPredictor;
import dev.magicsock.natview.PortSequence;
import dev.magicsock.natview.ToldAddresses;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Foretells which port our NAT assigns next: a new socket asks two STUN servers, the ports that they see show the step,
 * the remote is told the ports that follow, and the same socket sends to the remote, so that the foretold port comes to
 * be.
 *
 * <p>Towards a remote that looks the same to everybody that is all. If the remote's ports depend on who looks as well,
 * both sides measure at the same time and send to what the other one foretold. Others may take ports in between, so one
 * side sends to the first, second, third … foretold port (baby steps) and the other one to the first, third, fifth …
 * (giant steps). With {@code a} ports taken by others on the baby's side and {@code b} on the giant's, the giant's
 * packet number {@code a + b + 1} and the baby's number {@code a + 2b + 1} meet: all is covered up to the number of
 * steps.
 */
final class PredictPorts implements Tactic {

    /** What a STUN server may take. A lost answer costs this attempt, the next one asks again. */
    private static final Duration MEASURE_MAX = Duration.ofMillis(1500);

    /** How long a path may take to prove itself after the last packet. */
    private static final Duration PROOF = Duration.ofSeconds(2);

    /** When what was sent is sent again, after the first time: losses, and the other side may be slower. */
    private static final List<Duration> REPEATS = List.of(Duration.ofMillis(40), Duration.ofMillis(120),
            Duration.ofMillis(300), Duration.ofMillis(700));

    private final int guesses;
    private final Map<InetSocketAddress, InetSocketAddress> answers = new LinkedHashMap<>();
    private final List<InetSocketAddress> targets = new ArrayList<>();
    private ToldAddresses remote = new ToldAddresses(Optional.empty(), List.of());
    private int learnedStep;
    private boolean ruleless;
    private SocketId socket;
    private boolean foretold;
    private Instant startAt;
    private Instant end;
    private Instant aimedAt;
    private int repeats;

    /** @param guesses foretold ports that count if both sides guess, 1 to {@value ToldAddresses#FORETOLD_MIN} */
    PredictPorts(int guesses) {
        if (guesses < 1 || guesses > ToldAddresses.FORETOLD_MIN) {
            throw new IllegalArgumentException("1 to " + ToldAddresses.FORETOLD_MIN + " guesses, not " + guesses);
        }
        this.guesses = guesses;
    }

    /** Begins to measure at an instant. */
    void start(ToldAddresses told, Instant at) {
        remote = told;
        startAt = at;
        end = at.plus(MEASURE_MAX);
        foretold = false;
        aimedAt = null;
        answers.clear();
        targets.clear();
    }

    /** Whether ports were measured and follow no rule. */
    boolean isRuleless() {
        return ruleless;
    }

    @Override
    public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
        if (!isRunning()) {
            return;
        }
        switch (event) {
            case PunchEvent.SocketOpened opened when opened.socket().equals(socket) ->
                    asked(view).forEach(server -> actions.askStun(socket, server));
            case PunchEvent.StunAnswered(SocketId asker, int _, InetSocketAddress server, InetSocketAddress mapped)
                    when asker.equals(socket) -> answered(server, mapped, view, actions, now);
            case PunchEvent.CallMeMaybeReceived(List<InetSocketAddress> addresses, boolean _) -> {
                remote = ToldAddresses.of(addresses);
                aim(view, actions, now);
            }
            default -> {
                // Only the clock matters besides.
            }
        }
        if (isRunning()) {
            onTime(actions, now);
        }
    }

    private void onTime(PunchActions actions, Instant now) {
        if (!now.isBefore(end)) {
            stop(actions);
        } else if (socket == null && !now.isBefore(startAt)) {
            actions.openSocket().ifPresentOrElse(opened -> socket = opened, () -> stop(actions));
        } else if (repeatAt() != null && !now.isBefore(repeatAt())) {
            repeats++;
            shoot(actions);
        }
    }

    /** Two at different addresses, for one address may share one mapping. */
    private static List<InetSocketAddress> asked(PunchView view) {
        List<InetSocketAddress> chosen = new ArrayList<>();
        for (InetSocketAddress server : view.stunServers()) {
            boolean known = chosen.stream().anyMatch(each -> each.getAddress().equals(server.getAddress()));
            if (server.getAddress() instanceof Inet4Address && !known && chosen.size() < 2) {
                chosen.add(server);
            }
        }
        return chosen;
    }

    private void answered(InetSocketAddress server, InetSocketAddress mapped, PunchView view, PunchActions actions,
            Instant now) {
        answers.put(server, mapped);
        List<InetSocketAddress> inOrder = asked(view).stream().map(answers::get).toList();
        if (inOrder.size() == 2 && !inOrder.contains(null) && !foretold) {
            measured(inOrder.get(0), inOrder.get(1), now).ifPresentOrElse(
                    predictor -> foretell(mapped.getAddress(), predictor, view, actions, now), () -> stop(actions));
        }
    }

    /** The servers were asked in this order, whoever answered first. */
    private Optional<PortPredictor> measured(InetSocketAddress first, InetSocketAddress second, Instant now) {
        PortSequence sequence = new PortSequence();
        sequence.add(first.getPort(), now);
        sequence.add(second.getPort(), now);
        Optional<Integer> step = first.getAddress().equals(second.getAddress()) ? sequence.step() : Optional.empty();
        ruleless = step.isEmpty();
        // Others may have come between the two, seldom twice in the same way.
        step.ifPresent(seen -> learnedStep = Math.abs(gcd(seen, learnedStep)) * Integer.signum(seen));
        return step.map(_ -> new PortPredictor(second.getPort(), learnedStep, now, 0));
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private void foretell(InetAddress external, PortPredictor predictor, PunchView view, PunchActions actions,
            Instant now) {
        foretold = true;
        end = now.plus(PROOF).plus(view.relayRoundTrip().orElse(Duration.ZERO));
        actions.callMeMaybe(predictor.following(ToldAddresses.FORETOLD_MIN).stream()
                .map(port -> new InetSocketAddress(external, port)).toList());
        aim(view, actions, now);
    }

    /** As soon as it is known where the remote is, or what it foretells, and our own ports are foretold. */
    private void aim(PunchView view, PunchActions actions, Instant now) {
        boolean hard = remote.classify().mapping().dependsOnDestination();
        List<Integer> ports = hard ? remote.foretold() : remote.ports();
        if (!foretold || !targets.isEmpty() || ports.isEmpty()) {
            return;
        }
        int stride = hard && !isBaby(view) ? 2 : 1;
        IntStream.range(0, hard ? guesses : 1).map(i -> i * stride).filter(i -> i < ports.size())
                .mapToObj(i -> new InetSocketAddress(remote.external().orElseThrow(), ports.get(i)))
                .forEach(targets::add);
        aimedAt = now;
        repeats = 0;
        end = now.plus(PROOF);
        shoot(actions);
    }

    private static boolean isBaby(PunchView view) {
        return view.self().compareTo(view.remote()) < 0;
    }

    private void shoot(PunchActions actions) {
        targets.forEach(target -> actions.ping(new PathId.Direct(socket, target)));
    }

    private Instant repeatAt() {
        return aimedAt == null || repeats >= REPEATS.size() ? null : aimedAt.plus(REPEATS.get(repeats));
    }

    @Override
    public Instant next() {
        if (!isRunning()) {
            return null;
        }
        Instant sooner = socket == null ? startAt : repeatAt();
        return sooner == null || end.isBefore(sooner) ? end : sooner;
    }

    @Override
    public boolean isRunning() {
        return startAt != null;
    }

    @Override
    public void stop(PunchActions actions) {
        startAt = null;
        if (socket != null) {
            actions.closeSocket(socket);
            socket = null;
        }
    }
}
