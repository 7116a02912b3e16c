package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.natview.PortSequence;
import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.stun.StunClass;
import dev.magicsock.stun.StunCodec;
import dev.magicsock.stun.StunMessage;
import dev.magicsock.stun.StunParse;
import dev.magicsock.wire.TransactionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two sequential NATs, other people who make mappings at Poisson times, and foretold ports: they meet as often as the
 * arithmetic says. {@code -Dmagicsock.proofs.foretoldWorlds=N} draws N worlds for each question.
 */
class ForetoldPortsTest {

    private static final int WORLDS = Integer.getInteger("magicsock.proofs.foretoldWorlds", 400);
    private static final int STEP = 3;
    /** Between the two, others make the number of mappings that is called the mean. */
    private static final Instant MEASURED = Instant.ofEpochSecond(2);
    private static final Instant SENT = Instant.ofEpochSecond(3);
    private static final NatBehavior NAT = NatPreset.SYMMETRIC.behavior().toBuilder()
            .ports(new PortAssignment.Sequential(STEP)).build();

    @Test
    void oneGuessOfEachSideMeetsAsOftenAsNobodyCameBetween() {
        for (double mean : new double[] {0.1, 0.5, 1}) {
            check(mean, List.of(1), List.of(1), StrictMath.exp(-2 * mean));
        }
    }

    @Test
    void babyStepsAndGiantStepsMeetWhereverTheyReach() {
        List<Integer> baby = IntStream.rangeClosed(1, 9).boxed().toList();
        List<Integer> giant = List.of(1, 3, 5, 7, 9);
        double mean = 1;
        double expected = 0;
        for (int a = 0; a <= 8; a++) {
            for (int b = 0; b <= 8; b++) {
                boolean reached = a + b + 1 <= giant.size() && a + 2 * b + 1 <= baby.size();
                expected += reached ? poisson(a, mean) * poisson(b, mean) : 0;
            }
        }
        check(mean, baby, giant, expected);
    }

    private static double poisson(int count, double mean) {
        double probability = StrictMath.exp(-mean);
        for (int i = 1; i <= count; i++) {
            probability *= mean / i;
        }
        return probability;
    }

    private static void check(double mean, List<Integer> stepsOfAlice, List<Integer> stepsOfBob, double expected) {
        int met = 0;
        for (int seed = 1; seed <= WORLDS; seed++) {
            met += meets(seed, mean, stepsOfAlice, stepsOfBob) ? 1 : 0;
        }
        double error = StrictMath.sqrt(expected * (1 - expected) / WORLDS);
        assertEquals(expected, met / (double) WORLDS, 3 * error, met + " of " + WORLDS + " with a mean of " + mean);
    }

    private static boolean meets(long seed, double mean, List<Integer> stepsOfAlice, List<Integer> stepsOfBob) {
        SplittableRandom random = new SplittableRandom(seed);
        Foreteller alice = new Foreteller(stepsOfAlice);
        Foreteller bob = new Foreteller(stepsOfBob);
        IpAddress[] somewhere = new IpAddress[1];
        Network network = Network.builder(seed)
                .router("home-a", router -> router.nat(Nat.of(NAT)))
                .router("home-b", router -> router.nat(Nat.of(NAT)))
                .host("one", host -> host.program(new StunProgram()))
                .host("two", host -> host.program(new StunProgram()))
                .host("alice", host -> host.behind("home-a").program(alice))
                .host("bob", host -> host.behind("home-b").program(bob))
                .host("others-a", host -> host.behind("home-a")
                        .program(new Others(mean, random.split(), () -> somewhere[0])))
                .host("others-b", host -> host.behind("home-b")
                        .program(new Others(mean, random.split(), () -> somewhere[0])))
                .build();
        somewhere[0] = network.addresses("one").getFirst();
        alice.meet(bob, network.addresses("one").getFirst(), network.addresses("two").getFirst());
        bob.meet(alice, network.addresses("one").getFirst(), network.addresses("two").getFirst());
        network.runUntil(SENT.plus(Duration.ofSeconds(1)));
        return alice.heard && bob.heard;
    }

    /** Asks two servers, foretells its next ports, and sends to those that the other one foretells. */
    private static final class Foreteller implements Program {

        private static final int FORETOLD = 9;

        private final List<Integer> steps;
        private final Map<Integer, Integer> ports = new TreeMap<>();
        private List<IpAddress> servers = List.of();
        private Foreteller other;
        private UdpSocket socket;
        private IpAddress external;
        private Instant next = MEASURED;
        private boolean heard;

        Foreteller(List<Integer> steps) {
            this.steps = steps;
        }

        void meet(Foreteller somebody, IpAddress one, IpAddress two) {
            other = somebody;
            servers = List.of(one, two);
        }

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            switch (event) {
                case HostEvent.Started _ -> socket = host.bindUdp(0);
                case HostEvent.DeadlineReached _ -> act(now);
                case HostEvent.DatagramReceived received -> receive(received.payload());
                default -> {
                    // Errors are no answers.
                }
            }
        }

        private void act(Instant now) {
            if (now.equals(MEASURED)) {
                for (int i = 0; i < servers.size(); i++) {
                    byte[] request = StunCodec.encode(
                            new StunMessage(StunClass.REQUEST, new TransactionId(0, i), List.of()));
                    socket.send(IpEndpoint.of(servers.get(i), StunProgram.PORT), ByteBuffer.wrap(request));
                }
                next = SENT;
            } else {
                List<Integer> foretold = other.foretold();
                steps.forEach(step -> socket.send(
                        IpEndpoint.of(other.external, foretold.get(step - 1)), ByteBuffer.wrap(new byte[] {1})));
                next = null;
            }
        }

        private List<Integer> foretold() {
            PortSequence sequence = new PortSequence();
            ports.values().forEach(port -> sequence.add(port, MEASURED));
            return sequence.predictor().orElseThrow().following(FORETOLD);
        }

        private void receive(ByteBuffer payload) {
            if (StunCodec.parse(payload) instanceof StunParse.Parsed(StunMessage message)) {
                ports.put(message.transactionId().low(), message.mappedAddress().orElseThrow().getPort());
                external = IpAddress.of(message.mappedAddress().orElseThrow().getAddress());
            } else {
                heard = true;
            }
        }

        @Override
        public Optional<Instant> nextDeadline() {
            return Optional.ofNullable(next);
        }
    }
}
