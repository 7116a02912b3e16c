package dev.magicsock.scenarios.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.stun.StunAttribute;
import dev.magicsock.stun.StunClass;
import dev.magicsock.stun.StunCodec;
import dev.magicsock.stun.StunMessage;
import dev.magicsock.stun.StunParse;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds out how the NAT in front of it behaves, by RFC 5780 section 4.3 (mapping) and 4.4 (filtering), each from a
 * socket of its own. Asks one question per second; nothing is asked twice, for the networks here lose nothing.
 */
final class BehaviorProber implements Program {

    /** What the NAT looks like; empty where not even the first question was answered. */
    record Seen(Optional<MappingBehavior> mapping, Optional<FilteringBehavior> filtering) {
    }

    /** @param fromMappingSocket false for the socket of the filtering tests */
    private record Question(boolean fromMappingSocket, int server, int port, List<StunAttribute> attributes) {
    }

    private static final int OTHER_PORT = StunProgram.PORT + 1;
    private static final int MAPPING_1 = 0;
    private static final int MAPPING_2 = 1;
    private static final int MAPPING_3 = 2;
    private static final int FILTERING_1 = 3;
    private static final int FILTERING_2 = 4;
    private static final int FILTERING_3 = 5;

    private static final List<Question> QUESTIONS = List.of(
            new Question(true, 0, StunProgram.PORT, List.of()),
            new Question(true, 1, StunProgram.PORT, List.of()),
            new Question(true, 1, OTHER_PORT, List.of()),
            new Question(false, 0, StunProgram.PORT, List.of()),
            new Question(false, 0, StunProgram.PORT, List.of(new StunAttribute.ChangeRequest(true, true))),
            new Question(false, 0, StunProgram.PORT, List.of(new StunAttribute.ChangeRequest(false, true))));

    /** The time for all questions and the last answer. */
    static final Duration DURATION = Duration.ofSeconds(QUESTIONS.size() + 1);

    private final List<IpAddress> servers = new ArrayList<>();
    private final Map<Integer, InetSocketAddress> answers = new TreeMap<>();
    private UdpSocket mappingSocket;
    private UdpSocket filteringSocket;
    private int asked;

    /** Both addresses of the STUN server. */
    void ask(List<IpAddress> addresses) {
        servers.addAll(addresses);
    }

    Seen seen() {
        return new Seen(mapping(), filtering());
    }

    private Optional<MappingBehavior> mapping() {
        if (!answers.containsKey(MAPPING_1)) {
            return Optional.empty();
        }
        if (answers.get(MAPPING_1).equals(answers.get(MAPPING_2))) {
            return Optional.of(MappingBehavior.ENDPOINT_INDEPENDENT);
        }
        return Optional.of(answers.get(MAPPING_2).equals(answers.get(MAPPING_3)) ? MappingBehavior.ADDRESS_DEPENDENT
                : MappingBehavior.ADDRESS_AND_PORT_DEPENDENT);
    }

    private Optional<FilteringBehavior> filtering() {
        if (!answers.containsKey(FILTERING_1)) {
            return Optional.empty();
        }
        if (answers.containsKey(FILTERING_2)) {
            return Optional.of(FilteringBehavior.ENDPOINT_INDEPENDENT);
        }
        return Optional.of(answers.containsKey(FILTERING_3) ? FilteringBehavior.ADDRESS_DEPENDENT
                : FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT);
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        switch (event) {
            case HostEvent.Started _ -> {
                mappingSocket = host.bindUdp(40_000);
                filteringSocket = host.bindUdp(40_001);
            }
            case HostEvent.DeadlineReached _ -> askNext();
            case HostEvent.DatagramReceived received -> answered(received.payload());
            default -> {
                // Errors are no answers.
            }
        }
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return asked < QUESTIONS.size() ? Optional.of(Instant.ofEpochSecond(asked + 1)) : Optional.empty();
    }

    private void askNext() {
        Question question = QUESTIONS.get(asked);
        byte[] request = StunCodec.encode(
                new StunMessage(StunClass.REQUEST, new TransactionId(0, asked), question.attributes));
        (question.fromMappingSocket ? mappingSocket : filteringSocket)
                .send(IpEndpoint.of(servers.get(question.server), question.port), ByteBuffer.wrap(request));
        asked++;
    }

    private void answered(ByteBuffer payload) {
        if (StunCodec.parse(payload) instanceof StunParse.Parsed(StunMessage message)) {
            answers.put(message.transactionId().low(), message.mappedAddress().orElseThrow());
        }
    }
}
