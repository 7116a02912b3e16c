package dev.magicsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedListTest {

    @Test
    void rangesIncludeBothEndsAndTheOrderIsKept() {
        assertEquals(List.of(7L, 1L, 2L, 3L, -2L, -1L, 0L), parse("7, 1..3", "-2 .. 0"));
    }

    @Test
    void theWholeRangeOfALongIsAllowed() {
        assertEquals(List.of(Long.MIN_VALUE, Long.MAX_VALUE), parse("-9223372036854775808,9223372036854775807"));
    }

    @Test
    void aHundredThousandSeedsAreAllowedAndNotOneMore() {
        assertEquals(100_000, parse("1..100000").size());
        assertTrue(failure("1..100000, 0").contains("more than 100000 seeds are given"));
        assertTrue(failure("0..9223372036854775807").contains("more than 100000"));
        assertTrue(failure("-9223372036854775808..9223372036854775807").contains("more than 100000"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''           | '' is neither a seed nor a range",
        "1..          | '1..' is neither a seed nor a range",
        "1-5          | '1-5' is neither a seed nor a range",
        "1,,2         | '' is neither a seed nor a range",
        "0x1F         | '0x1F' is neither a seed nor a range",
        "5..1         | the range 5..1 ends before it begins",
        "1..5, 3      | seed 3 is there twice",
        "9223372036854775808 | 9223372036854775808 is no 64-bit integer"})
    void whatIsNoListOfSeedsIsExplained(String text, String problem) {
        assertEquals("@Seeds: " + problem + "; expected seeds and ranges such as \"1..100\" or \"7, 42, 90..99\"",
                failure(text));
    }

    @Test
    void anEmptyListIsNone() {
        assertTrue(failure().contains("no seed is given"));
    }

    private static String failure(String... texts) {
        return assertThrows(IllegalArgumentException.class, () -> parse(texts)).getMessage();
    }

    private static List<Long> parse(String... texts) {
        return SeedList.parse("@Seeds", List.of(texts));
    }
}
