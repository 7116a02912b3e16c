package dev.magicsock.reports.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonCsvTest {

    private static final Comparison COMPARISON = new Comparison(
            List.of(Trials.relayed("one", 1, 3), Trials.direct("one", 2, 5), Trials.relayed("two", 1, 0),
                    Trials.direct("two", 2, 8)));

    @Test
    void whatIsWrittenReadsBackTheSame() {
        String csv = ComparisonCsv.write(COMPARISON);
        assertEquals(COMPARISON.trials(), ComparisonCsv.read(csv).trials());
        assertEquals(5, csv.lines().count());
    }

    @Test
    void whatIsNotAComparisonIsRejectedWithItsLine() {
        String csv = ComparisonCsv.write(COMPARISON);
        assertRejected("", "line 1");
        assertRejected("a,b\n", "line 1");
        assertRejected(csv.replace(",3,", ",three,"), "line 2: not a number: three");
        assertRejected(csv.replace(",3,", ",-3,"), "line 2: not a number: -3");
        assertRejected(csv.replaceFirst("home-router", "=1+1"), "line 2: not a plain word");
        assertRejected(csv + "1,2,3\n", "line 6: expected 30 values, not 3");
        assertRejected(csv.lines().findFirst().orElseThrow(), "there is no trial");
    }

    private static void assertRejected(String csv, String why) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ComparisonCsv.read(csv));
        assertTrue(e.getMessage().contains(why), e::getMessage);
    }
}
