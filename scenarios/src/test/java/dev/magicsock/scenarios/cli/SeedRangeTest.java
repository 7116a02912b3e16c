package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class SeedRangeTest {

    private final SeedRange.Reader reader = new SeedRange.Reader();

    @Test
    void isReadFromOneSeedToAnother() {
        assertEquals(new SeedRange(1, 1000), reader.convert("1..1000"));
        assertEquals(new SeedRange(-5, 5), reader.convert("-5..5"));
        assertEquals(new SeedRange(7, 7), reader.convert("7"));
        for (String wrong : List.of("", "1..", "..1", "a..b", "5..1", "0..9000000000000000000")) {
            assertThrows(TypeConversionException.class, () -> reader.convert(wrong), wrong);
        }
    }

    @Test
    void isSplitIntoRangesThatCoverItOnce() {
        assertEquals(List.of(new SeedRange(1, 3), new SeedRange(4, 6), new SeedRange(7, 10)),
                new SeedRange(1, 10).split(3));
        assertEquals(List.of(new SeedRange(1, 1), new SeedRange(2, 2)), new SeedRange(1, 2).split(8));
    }
}
