package dev.magicsock.scenarios.pairs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.scenarios.pairs.Box.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The oracle against a table that was derived by hand from RFC 4787; the derivation is in {@code docs/NAT_PAIRS.md}.
 */
class PairOracleTest {

    /**
     * Rows and columns: mapping / filtering, each endpoint-independent (I), address-dependent (A) or address- and
     * port-dependent (P). D is direct, o one-way, r relay. Filters count the contacts of a mapping.
     */
    private static final String BY_HAND = """
            I/I  D D D  D D D  D D D
            I/A  D D D  D D D  D D D
            I/P  D D D  o r r  o r r
            A/I  D D o  D D o  D D o
            A/A  D D r  D r r  D r r
            A/P  D D r  o r r  o r r
            P/I  D D o  D D o  o o o
            P/A  D D r  D r r  o r r
            P/P  D D r  o r r  o r r
            """;

    @Test
    void theFixpointIsTheTableThatWasDerivedByHand() {
        List<List<Outcome>> table = BY_HAND.lines().map(PairOracleTest::outcomes).toList();
        List<Box> boxes = Box.all(Scope.MAPPING);

        assertAll(indices().flatMap(row -> indices().map(column -> () ->
                assertEquals(table.get(row).get(column), PairOracle.predict(boxes.get(row), boxes.get(column)),
                        boxes.get(row) + " against " + boxes.get(column)))));
    }

    @Test
    void itDoesNotMatterWhichSideIsWhich() {
        for (Box one : Box.all()) {
            for (Box other : Box.all()) {
                assertEquals(PairOracle.predict(one, other), PairOracle.predict(other, one), one + " against " + other);
            }
        }
    }

    @Test
    void withOneMappingTheScopeOfItsFilterDoesNotMatter() {
        for (Dependence filtering : Dependence.values()) {
            assertAlike(wide(Dependence.NONE, filtering), new Box(Dependence.NONE, filtering, Scope.MAPPING));
        }
    }

    @Test
    void anAddressDependentFilterThatCountsAllContactsActsLikeNone() {
        for (Dependence mapping : List.of(Dependence.ADDRESS, Dependence.ADDRESS_AND_PORT)) {
            assertAlike(wide(mapping, Dependence.ADDRESS), new Box(mapping, Dependence.NONE, Scope.MAPPING));
        }
    }

    @Test
    void aPortDependentFilterThatCountsAllContactsMakesOneWayOfRelayAgainstOneMappingBehindSuchAFilter() {
        for (Dependence mapping : List.of(Dependence.ADDRESS, Dependence.ADDRESS_AND_PORT)) {
            for (Box other : Box.all()) {
                Outcome narrow = PairOracle.predict(
                        new Box(mapping, Dependence.ADDRESS_AND_PORT, Scope.MAPPING), other);
                Outcome wide = PairOracle.predict(wide(mapping, Dependence.ADDRESS_AND_PORT), other);
                boolean differs = other.mapping() == Dependence.NONE
                        && other.filtering() == Dependence.ADDRESS_AND_PORT;
                assertEquals(differs ? Outcome.RELAY : wide, narrow, other.toString());
                assertEquals(differs ? Outcome.ONE_WAY : narrow, wide, other.toString());
            }
        }
    }

    private static Box wide(Dependence mapping, Dependence filtering) {
        return new Box(mapping, filtering, Scope.INTERNAL_ENDPOINT);
    }

    private static void assertAlike(Box one, Box other) {
        for (Box remote : Box.all()) {
            assertEquals(PairOracle.predict(one, remote), PairOracle.predict(other, remote), remote.toString());
        }
    }

    private static List<Outcome> outcomes(String line) {
        return Stream.of(line.split(" +")).skip(1).map(letter -> switch (letter) {
            case "D" -> Outcome.DIRECT;
            case "o" -> Outcome.ONE_WAY;
            case "r" -> Outcome.RELAY;
            default -> throw new IllegalArgumentException(letter);
        }).toList();
    }

    private static Stream<Integer> indices() {
        return Stream.iterate(0, i -> i + 1).limit(9);
    }
}
