package dev.magicsock.path;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.RelayUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of selection, those of iroh with the numbers that its own tests pin. */
class PathSelectorTest {

    private final PathSelector biased = new BiasedRttSelector();
    private final PathSelector lowest = new LowestRttSelector();
    private final PathSelector balancing = new LoadBalanceSelector();

    @ParameterizedTest
    @CsvSource({"10, 10, v6", "10, 12, v6", "10, 20, v4"})
    void biasedPrefersIpv6ByThreeMilliseconds(int v4, int v6, String winner) {
        PathCandidate first = v4(v4);
        PathCandidate second = v6(v6);
        assertEquals(Optional.of(winner.equals("v4") ? first : second),
                biased.select(Optional.empty(), List.of(first, second)));
    }

    @ParameterizedTest
    @CsvSource({"100, 10", "1000, 1"})
    void biasedPrefersAnyDirectPathToARelay(int direct, int relay) {
        PathCandidate path = v4(direct);
        PathCandidate fallback = relay(relay);
        assertEquals(Optional.of(path), biased.select(Optional.of(fallback), List.of(fallback, path)));
        assertEquals(Optional.of(fallback), biased.select(Optional.empty(), List.of(fallback)));
    }

    @ParameterizedTest
    @CsvSource({"18, false", "16, false", "15, true", "14, true"})
    void biasedLeavesAPathOnlyForOneFiveMillisecondsBetter(int other, boolean switches) {
        PathCandidate current = v4(20);
        PathCandidate better = v4(other, 9);
        assertEquals(Optional.of(switches ? better : current),
                biased.select(Optional.of(current), List.of(current, better)));
    }

    @Test
    void lowestKeepsADirectPathHoweverMuchBetterAnotherOneIs() {
        assertEquals(Optional.of(v4(200)), lowest.select(Optional.of(v4(200)), List.of(v4(200), v6(1))));
        assertEquals(Optional.of(v6(1)), lowest.select(Optional.empty(), List.of(v4(200), v6(1))));
    }

    @Test
    void lowestLeavesARelayForAnyDirectPath() {
        assertEquals(Optional.of(v4(200)), lowest.select(Optional.of(relay(1)), List.of(relay(1), v4(200))));
    }

    @Test
    void everySelectorSelectsNothingOfNothing() {
        for (PathSelector selector : List.of(biased, lowest, balancing)) {
            assertEquals(Optional.empty(), selector.select(Optional.empty(), List.of()));
        }
    }

    @Test
    void balancingUsesDirectPathsOfAboutEqualLatencyAndNoRelay() {
        List<PathCandidate> usable = List.of(relay(1), v4(100), v6(128), v4(131, 8));
        assertEquals(List.of(v4(100), v6(128)), balancing.carriers(v4(100), usable));
        assertEquals(List.of(relay(1)), balancing.carriers(relay(1), usable));
        assertEquals(List.of(v4(100)), biased.carriers(v4(100), usable));
    }

    private static PathCandidate v4(int millis) {
        return v4(millis, 1);
    }

    private static PathCandidate v4(int millis, int port) {
        return direct("192.0.2.1:" + port, millis);
    }

    private static PathCandidate v6(int millis) {
        return direct("[2001:db8::1]:1", millis);
    }

    private static PathCandidate direct(String address, int millis) {
        return new PathCandidate(new PathId.Direct(new SocketId(0), SocketAddresses.parse(address)),
                Duration.ofMillis(millis));
    }

    private static PathCandidate relay(int millis) {
        return new PathCandidate(new PathId.Relayed(RelayUrl.parse("http://one.relay.test")),
                Duration.ofMillis(millis));
    }
}
