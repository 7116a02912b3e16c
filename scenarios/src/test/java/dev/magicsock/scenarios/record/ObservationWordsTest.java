package dev.magicsock.scenarios.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.core.DropReason;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netreport.CaptivePortal;
import dev.magicsock.netreport.NetReport;
import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObservationWordsTest {

    private static final EndpointId BOB = SecretKey.generate(new SplittableRandom(1)).id();
    private static final EndpointId STRANGER = SecretKey.generate(new SplittableRandom(2)).id();
    private static final RelayUrl RELAY = RelayUrl.parse("http://eu.relay.test");
    private static final InetSocketAddress ADDRESS = address(7);
    private static final PathId DIRECT = new PathId.Direct(new SocketId(0), ADDRESS);
    private static final PathId RELAYED = new PathId.Relayed(RELAY);
    private static final Duration ROUND_TRIP = Duration.ofMillis(40);

    private final Cast cast = new Cast(new LinkedHashMap<>(Map.of("bob", BOB)));

    private static final List<Observation> TOLD = List.of(
            new Observation.PathDiscovered(BOB, DIRECT, CandidateSource.values()[0]),
            new Observation.PathReachable(BOB, DIRECT, ROUND_TRIP),
            new Observation.PathValidated(BOB, DIRECT, ROUND_TRIP, 1232),
            new Observation.PathSelected(BOB, DIRECT, "why"),
            new Observation.PathDeselected(BOB, RELAYED, "why"),
            new Observation.PathDoubted(BOB, DIRECT, "why"),
            new Observation.PathTrusted(BOB, DIRECT),
            new Observation.PathOneWay(BOB, DIRECT, "why"),
            new Observation.PathTooSmall(BOB, DIRECT, 100, 1232),
            new Observation.PathGivenUp(BOB, DIRECT, "why"),
            new Observation.CallMeMaybeSent(BOB, RELAY, List.of(ADDRESS, address(8))),
            new Observation.CallMeMaybeReceived(BOB, RELAY, List.of(ADDRESS)),
            new Observation.StrangerRecognized(BOB, ADDRESS),
            new Observation.ReflexiveAddressLearned(new SocketId(0), address(9), ADDRESS),
            new Observation.OwnAddressesChanged(List.of(ADDRESS)),
            new Observation.RelayConnected(RELAY),
            new Observation.RelayLost(RELAY, "why"),
            new Observation.RelayNoticeReceived(RELAY, "why"),
            new Observation.HomeRelayChanged(Optional.empty(), RELAY, "why"));

    private static final List<Observation> ONLY_COUNTED = List.of(
            new Observation.PingSent(BOB, DIRECT, "00", 100),
            new Observation.PingAnswered(BOB, DIRECT, "00"),
            new Observation.PongReceived(BOB, DIRECT, "00", ROUND_TRIP, Optional.empty()),
            new Observation.PunchSent(BOB, DIRECT),
            new Observation.PunchReceived(BOB, DIRECT),
            new Observation.DuplicateSent(BOB, DIRECT, RELAYED, 100),
            new Observation.NetReported(
                    new NetReport(Map.of(), Map.of(), CaptivePortal.UNKNOWN, List.of())),
            new Observation.DatagramDropped(Optional.of(BOB), DropReason.values()[0], 100));

    @Test
    void everyKindOfObservationIsToldOrCounted() {
        Set<Class<?>> covered = new LinkedHashSet<>();
        Stream.concat(TOLD.stream(), ONLY_COUNTED.stream()).forEach(each -> covered.add(each.getClass()));

        List<Class<?>> all = new ArrayList<>();
        addRecords(Observation.class, all);
        assertEquals(Set.copyOf(all), Set.copyOf(covered));
    }

    @Test
    void whatIsToldIsAClauseWithANameOfItsOwn() {
        Set<String> names = new LinkedHashSet<>();
        for (Observation observation : TOLD) {
            ObservationWords words = ObservationWords.of(observation, cast).orElseThrow();
            assertTrue(words.name().matches("[a-z]+(-[a-z]+)*"), words.name());
            assertTrue(words.text().matches("[a-z].*[^.]"), words.text());
            assertFalse(words.reason().endsWith("."), words.reason());
            assertTrue(names.add(words.name()), words.name() + " twice");
        }
    }

    @Test
    void whatHappensAllTheTimeIsNotTold() {
        ONLY_COUNTED.forEach(each -> assertEquals(Optional.empty(), ObservationWords.of(each, cast)));
    }

    @Test
    void itNamesPeersPathsAndReasons() {
        assertEquals(new ObservationWords("selected", true, "selected 198.51.100.7:7 to bob", "why"),
                ObservationWords.of(new Observation.PathSelected(BOB, DIRECT, "why"), cast).orElseThrow());
        assertEquals(new ObservationWords("deselected", true, "left http://eu.relay.test/ to somebody unknown", "why"),
                ObservationWords.of(new Observation.PathDeselected(STRANGER, RELAYED, "why"), cast).orElseThrow());
        assertEquals(new ObservationWords("call-me-maybe-sent", false,
                        "told bob its addresses 198.51.100.7:7, 198.51.100.7:8", ""),
                ObservationWords.of(TOLD.get(10), cast).orElseThrow());
    }

    private static void addRecords(Class<?> type, List<Class<?>> into) {
        if (type.isRecord()) {
            into.add(type);
        } else {
            Arrays.stream(type.getPermittedSubclasses()).forEach(each -> addRecords(each, into));
        }
    }

    private static InetSocketAddress address(int port) {
        return IpEndpoint.parse("198.51.100.7:" + port).toInetSocketAddress();
    }
}
