package dev.magicsock.interop.nat;

import dev.magicsock.interop.nat.Neighbourhood.Action;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.nat.NatBehavior;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A kernel's NAT and its copy get the same packets in the same order, and must do the same.
 *
 * <p>Time passes in steps between bursts of packets. A burst is over long before the next step, and no lifetime of the
 * NAT is near a multiple of a step, so that the copy, which only knows steps, cannot be wrong about what has expired. A
 * burst that took too long spoils that, and with it the run.
 */
final class TwinNats implements AutoCloseable {

    static final Duration STEP = Duration.ofSeconds(3);
    /** Lifetimes are at least a second away from multiples of the step. */
    private static final Duration LONGEST_BURST = Duration.ofMillis(900);
    private static final int ROUNDS_OF_A_BURST = 3;
    private static final Duration ARRIVES_WITHIN = Duration.ofMillis(200);

    /** The machine was too busy for the run to say anything. */
    static final class Spoilt extends Exception {
        private static final long serialVersionUID = 1;

        Spoilt(String message) {
            super(message);
        }
    }

    /** What happened in a run. */
    static final class Tally {
        int sequences;
        int outbound;
        int inbound;
        int letIn;
        int drawn;
        int refusedOutbound;

        @Override
        public String toString() {
            return sequences + " sequences: " + outbound + " packets out (" + drawn + " ports drawn, "
                    + refusedOutbound + " refused), " + inbound + " in (" + letIn + " let in)";
        }
    }

    private record Line(Duration now, Action action, Optional<IpEndpoint> kernels, Optional<IpEndpoint> copies) {
        @Override
        public String toString() {
            return now.toMillis() + " ms " + action + ": kernel " + kernels + ", copy " + copies;
        }
    }

    private record Step(Neighbourhood where, Action action, int number) {
    }

    private final KernelNat kernel;
    private final CopiedNat copy;
    private final Sockets sockets = new Sockets();
    private final RandomGenerator random;
    private final List<Neighbourhood> neighbourhoods = new ArrayList<>();
    private final Tally tally = new Tally();
    private int packets;

    TwinNats(KernelNat kernel, NatBehavior behavior, int sequences, RandomGenerator random) throws IOException {
        this.kernel = kernel;
        this.copy = new CopiedNat(behavior);
        this.random = random;
        for (int i = 0; i < sequences; i++) {
            neighbourhoods.add(new Neighbourhood(i));
        }
        tally.sequences = sequences;
    }

    private void open(Neighbourhood neighbourhood) throws IOException {
        for (IpEndpoint internal : neighbourhood.internals) {
            sockets.open(internal, kernel::openInside);
        }
        for (IpEndpoint remote : neighbourhood.remotes) {
            sockets.open(remote, kernel::openOutside);
        }
    }

    /** @param waits steps of time after each burst; a negative one means that sessions are flushed as well */
    Tally run(List<Integer> waits) throws IOException, Spoilt, InterruptedException {
        for (Neighbourhood each : neighbourhoods) {
            open(each);
        }
        kernel.flush();
        long start = System.nanoTime();
        long steps = 0;
        for (int wait : waits) {
            burst(start, steps);
            if (wait < 0) {
                kernel.flush();
                copy.flush(STEP.multipliedBy(steps));
            }
            steps += Math.abs(wait);
            long remaining = start + STEP.multipliedBy(steps).toNanos() - System.nanoTime();
            Thread.sleep(Duration.ofNanos(Math.max(0, remaining)));
            kernel.externalPorts();
        }
        sockets.receive();
        if (sockets.unexpected() > 0) {
            throw new AssertionError(sockets.unexpected() + " packets passed the kernel that should not have");
        }
        return tally;
    }

    private void burst(long start, long steps) throws IOException, Spoilt {
        Duration now = STEP.multipliedBy(steps);
        for (int round = 0; round < ROUNDS_OF_A_BURST; round++) {
            List<Step> sent = new ArrayList<>();
            for (Neighbourhood each : neighbourhoods) {
                Step step = new Step(each, each.draw(random), packets++);
                send(step);
                sent.add(step);
            }
            Duration late = Duration.ofNanos(System.nanoTime() - start).minus(now);
            if (late.compareTo(LONGEST_BURST) > 0) {
                throw new Spoilt("a burst was not over after " + late.toMillis() + " ms");
            }
            sockets.receive();
            for (Step step : sent) {
                compare(step, now);
            }
        }
    }

    private void send(Step step) throws IOException {
        switch (step.action()) {
            case Action.Outbound(IpEndpoint from, IpEndpoint to) -> sockets.send(step.number(), from, to);
            case Action.Inbound(IpEndpoint from, IpEndpoint external) -> sockets.send(step.number(), from, external);
        }
    }

    private void compare(Step step, Duration now) throws IOException {
        switch (step.action()) {
            case Action.Outbound outbound -> compareOutbound(step, outbound, now);
            case Action.Inbound inbound -> compareInbound(step, inbound, now);
        }
    }

    private void compareOutbound(Step step, Action.Outbound outbound, Duration now) throws IOException {
        boolean hairpin = outbound.to().address().equals(KernelNat.EXTERNAL);
        Optional<IpEndpoint> kernels = sockets.await(step.number(), hairpin ? Duration.ZERO : ARRIVES_WITHIN)
                .map(Sockets.Arrival::source);
        int drawnBefore = copy.draws();
        Optional<IpEndpoint> copies =
                copy.outbound(outbound.from(), outbound.to(), kernels.map(IpEndpoint::port), now);
        tally.outbound++;
        tally.drawn += copy.draws() - drawnBefore;
        tally.refusedOutbound += copies.isEmpty() ? 1 : 0;
        kernels.ifPresent(external -> step.where().saw(external, outbound.to()));
        judge(step, kernels, copies, now);
    }

    private void compareInbound(Step step, Action.Inbound inbound, Duration now) throws IOException {
        Optional<IpEndpoint> copies = copy.inbound(inbound.from(), inbound.external(), now);
        Optional<IpEndpoint> kernels = sockets.await(step.number(), copies.isEmpty() ? Duration.ZERO : ARRIVES_WITHIN)
                .map(Sockets.Arrival::receiver);
        tally.inbound++;
        tally.letIn += copies.isEmpty() ? 0 : 1;
        judge(step, kernels, copies, now);
    }

    private static void judge(Step step, Optional<IpEndpoint> kernels, Optional<IpEndpoint> copies, Duration now) {
        step.where().history.add(new Line(now, step.action(), kernels, copies));
        if (!kernels.equals(copies)) {
            throw new AssertionError("the two differ" + step.where().history.stream()
                    .map(line -> "\n" + line).collect(Collectors.joining()));
        }
    }

    @Override
    public void close() throws IOException {
        sockets.close();
    }
}
