package dev.magicsock.core;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Several cores on one wire in virtual time: a latency, optional firewalls, rules that drop, and relays that forward.
 * It knows nothing of the core's insides, so what it sees is what a network would see.
 */
final class Lab {

    static final RelayUrl RELAY = RelayUrl.parse("http://one.relay.test");
    static final RelayUrl OTHER_RELAY = RelayUrl.parse("http://two.relay.test");

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Map<InetSocketAddress, Node> byAddress = new LinkedHashMap<>();
    private final List<DropRule> rules = new ArrayList<>();
    private final Map<InetSocketAddress, Service> services = new HashMap<>();
    private final Map<InetSocketAddress, Duration> latencyTo = new HashMap<>();
    private final Map<RelayUrl, Duration> extraRelayLatency = new HashMap<>();
    private final Set<RelayUrl> deadRelays = new HashSet<>();
    private final Map<RelayUrl, Map<EndpointId, Connection>> relays = new LinkedHashMap<>();
    private final SplittableRandom random;
    private long sequence;
    private final List<Runnable> heldCredit = new ArrayList<>();
    boolean holdRelayCredit;
    boolean listening = true;
    Instant now = Instant.EPOCH;
    Duration latency = Duration.ofMillis(20);
    Duration relayLatency = Duration.ofMillis(15);

    Lab(long seed) {
        random = new SplittableRandom(seed);
    }

    private record Task(Instant at, long sequence, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    /** Decides which datagrams are lost. */
    interface DropRule {
        boolean drops(InetSocketAddress from, InetSocketAddress to, byte[] payload);
    }

    /** Something that answers each datagram at once. */
    interface Service {
        byte[] answer(InetSocketAddress from, byte[] payload);
    }

    private record Connection(Node node, RelayTransport transport) {
    }

    /** What an application got. */
    record Delivered(Instant at, InetSocketAddress source, Optional<EndpointId> endpoint, byte[] payload) {
    }

    /** One core with one socket. */
    final class Node implements CommandSink {
        final SecretKey key;
        final MagicSockCore core;
        final List<Delivered> delivered = new ArrayList<>();
        final List<Observation> observations = new ArrayList<>();
        final List<Instant> observedAt = new ArrayList<>();
        final List<MagicSockCommand.SendDatagram> sent = new ArrayList<>();
        final List<MagicSockCommand.SendLimitedDatagram> limited = new ArrayList<>();
        InetSocketAddress address;
        SocketId socket = new SocketId(1);
        boolean firewalled;
        private final Map<SocketId, InetSocketAddress> moreSockets = new LinkedHashMap<>();
        private final Set<InetSocketAddress> contacted = new HashSet<>();
        private Instant wakeUp;

        Node(String address, MagicSockConfig config) {
            this.address = SocketAddresses.parse(address);
            this.key = SecretKey.generate(random);
            this.core = new MagicSockCore(key, config, random.split(), this);
        }

        EndpointId id() {
            return key.id();
        }

        /** Binds a second socket at another address; before the start. */
        void alsoAt(String other) {
            moreSockets.put(new SocketId(100 + moreSockets.size()), SocketAddresses.parse(other));
        }

        void start() {
            byAddress.put(address, this);
            moreSockets.values().forEach(other -> byAddress.put(other, this));
            handle(localAddresses());
        }

        MagicSockEvent.LocalAddressesChanged localAddresses() {
            List<LocalSocket> sockets = new ArrayList<>(List.of(new LocalSocket(socket, address)));
            moreSockets.forEach((id, other) -> {
                if (id.value() >= 0) {
                    sockets.add(new LocalSocket(id, other));
                }
            });
            return new MagicSockEvent.LocalAddressesChanged(sockets, sockets.stream()
                    .map(each -> LocalInterfaceAddress.preferred(each.bound().getAddress())).toList());
        }

        private InetSocketAddress addressOf(SocketId id) {
            return id.equals(socket) ? address : moreSockets.get(id);
        }

        private SocketId socketAt(InetSocketAddress at) {
            return moreSockets.entrySet().stream().filter(each -> each.getValue().equals(at))
                    .map(Map.Entry::getKey).findFirst().orElse(socket);
        }

        /** The node is at another address from now on, with a new socket. */
        void moveTo(String newAddress) {
            byAddress.remove(address);
            address = SocketAddresses.parse(newAddress);
            socket = new SocketId(socket.value() + 1);
            contacted.clear();
            start();
        }

        void handle(MagicSockEvent event) {
            core.handle(event, now);
            scheduleWakeUp();
        }

        void add(Node other, List<RelayUrl> relayUrls, List<InetSocketAddress> direct) {
            handle(new MagicSockEvent.RemoteAdded(new EndpointAddr(other.id(), relayUrls, direct)));
        }

        void send(Node to, byte[] payload) {
            send(core.mappedAddress(to.id()), payload);
        }

        void send(InetSocketAddress mapped, byte[] payload) {
            handle(new MagicSockEvent.DatagramSubmitted(mapped, ByteBuffer.wrap(payload), 0));
        }

        @Override
        public boolean wantsObservations() {
            return listening;
        }

        private void scheduleWakeUp() {
            core.nextDeadline().ifPresent(deadline -> {
                Instant at = deadline.at().isBefore(now) ? now : deadline.at();
                if (wakeUp == null || at.isBefore(wakeUp)) {
                    wakeUp = at;
                    later(at, () -> {
                        if (at.equals(wakeUp)) {
                            wakeUp = null;
                            handle(new MagicSockEvent.DeadlineReached());
                        }
                    });
                }
            });
        }

        @Override
        public void accept(MagicSockCommand command) {
            switch (command) {
                case MagicSockCommand.SendDatagram send -> {
                    sent.add(new MagicSockCommand.SendDatagram(send.socket(), send.destination(),
                            ByteBuffer.wrap(bytes(send.payload()))));
                    contacted.add(send.destination());
                    transmit(addressOf(send.socket()), send.destination(), bytes(send.payload()));
                }
                case MagicSockCommand.SendLimitedDatagram send -> limited.add(new MagicSockCommand.SendLimitedDatagram(
                        send.socket(), send.destination(), ByteBuffer.wrap(bytes(send.payload())), send.hopLimit()));
                case MagicSockCommand.OpenSocket(SocketId id) -> {
                    InetSocketAddress at = new InetSocketAddress(address.getAddress(), 50_000 - id.value());
                    moreSockets.put(id, at);
                    byAddress.put(at, this);
                    later(now, () -> handle(new MagicSockEvent.SocketOpened(new LocalSocket(id, at))));
                }
                case MagicSockCommand.CloseSocket(SocketId id) -> byAddress.remove(moreSockets.remove(id));
                case MagicSockCommand.DeliverDatagram(InetSocketAddress source, Optional<EndpointId> from,
                        ByteBuffer payload) -> delivered.add(new Delivered(now, source, from, bytes(payload)));
                case MagicSockCommand.DialRelay(RelayTransport transport) -> dial(this, transport);
                case MagicSockCommand.SendRelayMessage(RelayTransport transport, byte[] message) ->
                        toRelay(this, transport, message);
                case MagicSockCommand.CloseRelay(RelayTransport transport) -> closed(this, transport);
                case MagicSockCommand.Report(Observation observation) -> {
                    observations.add(observation);
                    observedAt.add(now);
                }
            }
        }

        <T extends Observation> List<T> observed(Class<T> type) {
            return observations.stream().filter(type::isInstance).map(type::cast).toList();
        }

        <T extends Observation> Optional<Instant> firstSeen(Class<T> type, java.util.function.Predicate<T> which) {
            for (int i = 0; i < observations.size(); i++) {
                if (type.isInstance(observations.get(i)) && which.test(type.cast(observations.get(i)))) {
                    return Optional.of(observedAt.get(i));
                }
            }
            return Optional.empty();
        }

        <T extends Observation> Optional<Instant> firstSeenAfter(Instant since, Class<T> type) {
            for (int i = 0; i < observations.size(); i++) {
                if (type.isInstance(observations.get(i)) && !observedAt.get(i).isBefore(since)) {
                    return Optional.of(observedAt.get(i));
                }
            }
            return Optional.empty();
        }

        /** How many datagrams the application had when something was seen first. */
        <T extends Observation> long deliveredWhenFirstSeen(Instant since, Class<T> type) {
            Instant seen = firstSeenAfter(since, type).orElseThrow();
            return delivered.stream().filter(each -> each.at().isBefore(seen)).count();
        }

        boolean isDirectTo(Node other) {
            return core.remote(other.id()).flatMap(RemoteSnapshot::selected)
                    .filter(path -> path.kind().isDirect()).isPresent();
        }

        boolean isRelayedTo(Node other) {
            return core.remote(other.id()).flatMap(RemoteSnapshot::selected)
                    .filter(path -> !path.kind().isDirect()).isPresent();
        }
    }

    Node node(String address, MagicSockConfig config) {
        return new Node(address, config);
    }

    static MagicSockConfig.Builder withRelay() {
        return MagicSockConfig.builder().relays(List.of(RELAY));
    }

    /** From now on, what the rule says is lost. */
    void drop(DropRule rule) {
        rules.add(rule);
    }

    void service(InetSocketAddress address, Service service) {
        services.put(address, service);
    }

    void extraRelayLatency(RelayUrl relay, Duration extra) {
        extraRelayLatency.put(relay, extra);
    }

    /** Datagrams to this address take so long, whatever others take. */
    void latencyTo(InetSocketAddress address, Duration latency) {
        latencyTo.put(address, latency);
    }

    private Duration latencyTo(RelayUrl relay) {
        return relayLatency.plus(extraRelayLatency.getOrDefault(relay, Duration.ZERO));
    }

    void dropNothing() {
        rules.clear();
    }

    /** Puts a datagram on the wire, whoever sends it. */
    void transmit(InetSocketAddress from, InetSocketAddress to, byte[] payload) {
        if (rules.stream().anyMatch(rule -> rule.drops(from, to, payload))) {
            return;
        }
        later(now.plus(latencyTo.getOrDefault(to, latency)), () -> {
            if (services.containsKey(to)) {
                transmit(to, from, services.get(to).answer(from, payload));
            }
            Node node = byAddress.get(to);
            if (node != null && (!node.firewalled || node.contacted.contains(from))) {
                node.handle(new MagicSockEvent.DatagramReceived(node.socketAt(to), from,
                        ByteBuffer.wrap(payload).asReadOnlyBuffer()));
            }
        });
    }

    void run(Duration time) {
        Instant end = now.plus(time);
        while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
            Task task = tasks.poll();
            now = task.at();
            task.work().run();
        }
        now = end;
    }

    /** Calls an action over and over in virtual time. */
    void every(Duration interval, Duration until, Consumer<Integer> action) {
        int count = 0;
        for (Duration at = Duration.ZERO; at.compareTo(until) < 0; at = at.plus(interval)) {
            int number = count++;
            later(now.plus(at), () -> action.accept(number));
        }
    }

    void later(Instant at, Runnable work) {
        tasks.add(new Task(at, sequence++, work));
    }

    // Relays

    void killRelay(RelayUrl relay) {
        deadRelays.add(relay);
        relays.getOrDefault(relay, Map.of()).values().forEach(connection -> later(now, () ->
                connection.node().handle(new MagicSockEvent.RelayTransportLost(connection.transport(), "reset"))));
        relays.remove(relay);
    }

    void reviveRelay(RelayUrl relay) {
        deadRelays.remove(relay);
    }

    private void dial(Node node, RelayTransport transport) {
        later(now.plus(latencyTo(transport.relay()).multipliedBy(2)), () -> {
            if (deadRelays.contains(transport.relay())) {
                node.handle(new MagicSockEvent.RelayTransportLost(transport, "refused"));
                return;
            }
            node.handle(new MagicSockEvent.RelayTransportConnected(transport, "iroh-relay-v2"));
            byte[] challenge = new byte[17];
            toNode(node, transport, challenge);
        });
    }

    private void toNode(Node node, RelayTransport transport, byte[] message) {
        later(now.plus(latencyTo(transport.relay())), () ->
                node.handle(new MagicSockEvent.RelayMessageReceived(transport, message)));
    }

    private void toRelay(Node node, RelayTransport transport, byte[] message) {
        Runnable credit = () -> node.handle(new MagicSockEvent.RelayBytesWritten(transport, message.length));
        if (holdRelayCredit) {
            heldCredit.add(credit);
        } else {
            later(now, credit);
        }
        later(now.plus(latencyTo(transport.relay())), () -> atRelay(node, transport, message));
    }

    private void atRelay(Node node, RelayTransport transport, byte[] message) {
        if (deadRelays.contains(transport.relay())) {
            return;
        }
        Map<EndpointId, Connection> connections = relays.computeIfAbsent(transport.relay(), url -> new HashMap<>());
        switch (message[0]) {
            case 1 -> {
                connections.put(node.id(), new Connection(node, transport));
                toNode(node, transport, new byte[] {2});
            }
            case 4 -> {
                Connection to = connections.get(EndpointId.read(message, 1).orElseThrow());
                if (to != null) {
                    byte[] forwarded = message.clone();
                    forwarded[0] = 6;
                    node.id().write(forwarded, 1);
                    toNode(to.node(), to.transport(), forwarded);
                }
            }
            case 9 -> {
                byte[] pong = message.clone();
                pong[0] = 10;
                toNode(node, transport, pong);
            }
            default -> throw new IllegalStateException("the lab's relay got frame " + message[0]);
        }
    }

    /** The relay transports write what they were given. */
    void releaseRelayCredit() {
        heldCredit.forEach(credit -> later(now, credit));
        heldCredit.clear();
    }

    private void closed(Node node, RelayTransport transport) {
        Map<EndpointId, Connection> connections = relays.get(transport.relay());
        if (connections != null && connections.containsKey(node.id())
                && connections.get(node.id()).transport().equals(transport)) {
            connections.remove(node.id());
        }
    }

    /** A datagram as QUIC would send it: bit 0x40 set, then a number. */
    static byte[] quic(int number, int size) {
        byte[] bytes = new byte[size];
        bytes[0] = 0x40;
        ByteBuffer.wrap(bytes).putInt(1, number);
        return bytes;
    }

    static int numberOf(Delivered delivered) {
        return ByteBuffer.wrap(delivered.payload()).getInt(1);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }

    static boolean isProbe(byte[] payload) {
        return payload.length > 6 && Arrays.equals(payload, 0, 6, new byte[] {0x54, 0x53, (byte) 0xf0, (byte) 0x9f,
            (byte) 0x92, (byte) 0xac}, 0, 6);
    }
}
