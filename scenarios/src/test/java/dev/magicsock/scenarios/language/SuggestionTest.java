package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Test
    void findsWhatDiffersByALetterOrTwo() {
        assertEquals(Optional.of("home"), Suggestion.closest("hom", List.of("office", "home")));
        assertEquals(Optional.of("call-me-maybe"),
                Suggestion.closest("call-me-mabye", List.of("relay-only", "call-me-maybe")));
    }

    @Test
    void aSwapOfNeighboursIsOneMistake() {
        assertEquals(Optional.of("eu"), Suggestion.closest("ue", List.of("asia", "eu")));
    }

    @Test
    void doesNotGuessWildly() {
        assertEquals(Optional.empty(), Suggestion.closest("zebra", List.of("home", "office")));
        assertEquals(Optional.empty(), Suggestion.closest("x", List.of("y")));
        assertEquals(Optional.empty(), Suggestion.closest("", List.of("a")));
    }

    @Test
    void theFirstOfEqualsWins() {
        assertEquals(Optional.of("home-a"), Suggestion.closest("home-c", List.of("home-a", "home-b")));
    }

    @Test
    void veryLongWordsAreNotCompared() {
        assertEquals(Optional.empty(), Suggestion.closest("a".repeat(65), List.of("a".repeat(64))));
    }
}
