package dev.magicsock.tls;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A client and a server that hand each other their messages, past somebody who may change them. */
final class TwoSides {

    static final SecretKey CLIENT = key(1);
    static final SecretKey SERVER = key(2);
    static final List<String> PROTOCOLS = List.of("test/echo/0");

    private static final int LONGEST = 30;

    /** A message under way. */
    record Flying(HandshakeLevel level, byte[] message) {

        MessageType type() throws HandshakeException {
            return MessageType.of(message);
        }
    }

    /** Which side refused, and why. */
    record Refusal(boolean byClient, HandshakeProblem problem) {
    }

    final ClientHandshake client;
    final ServerHandshake server;
    final List<HandshakeOutput> clientOutputs = new ArrayList<>();
    final List<HandshakeOutput> serverOutputs = new ArrayList<>();
    final List<Flying> sent = new ArrayList<>();

    private final UnaryOperator<Flying> onTheWay;
    private final Queue<Flying> toServer = new ArrayDeque<>();
    private final Queue<Flying> toClient = new ArrayDeque<>();

    TwoSides(EndpointId expected, List<String> clientProtocols, UnaryOperator<Flying> onTheWay) {
        this.client = new ClientHandshake(CLIENT, expected, clientProtocols, Optional.empty(), new SplittableRandom(3));
        this.server = new ServerHandshake(SERVER, PROTOCOLS, new SplittableRandom(4));
        this.onTheWay = onTheWay;
    }

    TwoSides(UnaryOperator<Flying> onTheWay) {
        this(SERVER.id(), PROTOCOLS, onTheWay);
    }

    TwoSides() {
        this(UnaryOperator.identity());
    }

    static SecretKey key(int number) {
        byte[] seed = new byte[SecretKey.BYTES];
        Arrays.fill(seed, (byte) number);
        return SecretKey.of(seed);
    }

    /** Lets the two talk until nothing is under way, or one refuses; who and why. */
    Optional<Refusal> run() {
        send(toServer, new Flying(HandshakeLevel.INITIAL, client.start(new byte[] {7, 7})));
        for (int i = 0; i < LONGEST && !(toServer.isEmpty() && toClient.isEmpty()); i++) {
            Optional<Refusal> refusal = step();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> step() {
        boolean atClient = toServer.isEmpty();
        try {
            if (atClient) {
                Flying next = toClient.remove();
                take(client.receive(next.level(), next.message()), clientOutputs, toServer);
            } else {
                Flying next = toServer.remove();
                take(server.receive(next.level(), next.message()), serverOutputs, toClient);
            }
            return Optional.empty();
        } catch (HandshakeException refused) {
            return Optional.of(new Refusal(atClient, refused.problem()));
        }
    }

    private void take(List<HandshakeOutput> outputs, List<HandshakeOutput> all, Queue<Flying> queue)
            throws HandshakeException {
        for (HandshakeOutput output : outputs) {
            all.add(output);
            if (output instanceof HandshakeOutput.Send(HandshakeLevel level, byte[] message)) {
                send(queue, new Flying(level, message));
            }
            if (output instanceof HandshakeOutput.PeerParameters && all == serverOutputs) {
                take(server.accept(new byte[] {9, 9, 9}), all, queue);
            }
        }
    }

    private void send(Queue<Flying> queue, Flying flying) {
        sent.add(flying);
        queue.add(onTheWay.apply(flying));
    }

    static <T extends HandshakeOutput> T only(Class<T> kind, List<HandshakeOutput> outputs) {
        List<T> found = outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind.getSimpleName());
        }
        return found.getFirst();
    }
}
