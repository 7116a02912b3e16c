package dev.magicsock.reports.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.RandomRuns;
import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.recorder.RecordLimits;
import dev.magicsock.reports.recorder.RunEnd;
import dev.magicsock.reports.recorder.RunRecorder;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final Optional<Duration> WALL = Optional.of(Duration.ofMillis(412));

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void aFailingRunReadsLikeThis(int width) throws IOException {
        assertEquals(golden("failing-" + width), plain(Samples.failing(), width, Glyphs.UNICODE));
    }

    @Test
    void anAsciiTerminalGetsAscii() throws IOException {
        assertEquals(golden("failing-80-ascii"), plain(Samples.failing(), 80, Glyphs.ASCII));
    }

    @Test
    void aPassingRunReadsLikeThis() throws IOException {
        assertEquals(golden("passing-80"), plain(Samples.passing(), 80, Glyphs.UNICODE));
    }

    @Test
    void coloursOnlyAddEscapeSequences() throws IOException {
        for (RecordedRun run : List.of(Samples.failing(), Samples.passing())) {
            String coloured = Verdict.render(run, new VerdictOptions(80, Colours.ANSI, Glyphs.UNICODE, WALL));
            assertEquals(plain(run, 80, Glyphs.UNICODE), coloured.replaceAll("\u001b\\[[0-9;]+m", ""));
        }
        String coloured = Verdict.render(Samples.passing(), new VerdictOptions(80, Colours.ANSI, Glyphs.UNICODE, WALL));
        assertEquals(golden("passing-80-colour"), coloured.replace("\u001b", "<ESC>"));
    }

    @Test
    void anHourOfChangesStaysReadableAndSaysWhatItHides() throws IOException {
        String text = plain(Samples.flappingForAnHour(RecordLimits.standard()), 80, Glyphs.UNICODE);
        assertEquals(golden("flapping-80"), text);
    }

    @Test
    void stretchesThatWereNotKeptAreShownAsUnknown() {
        RecordLimits few = new RecordLimits(4, 20, 4, 4, 16, 4, 4, 1);
        String text = plain(Samples.flappingForAnHour(few), 80, Glyphs.UNICODE);
        assertTrue(text.contains("(753 stretches"), text);
        assertTrue(text.contains("(blank: not recorded)"), text);
    }

    @Test
    void theWallClockIsShownOnlyWhereItIsKnown() {
        String text = Verdict.render(Samples.passing(),
                new VerdictOptions(80, Colours.NONE, Glyphs.UNICODE, Optional.empty()));
        assertTrue(text.contains("30s virtual ·"), text);
    }

    @Test
    void aRunThatStoppedEarlyFailsAndSaysWhy() {
        RecordedRun run = new RunRecorder(Samples.identity("busy"), Samples.topology(), RecordLimits.standard())
                .finish(new RunEnd(List.of(), new PacketTotals(0, 0, 0, 0, 0), Optional.empty(),
                        Optional.of("more than 10 million events")), Samples.millis(5));
        String text = plain(run, 80, Glyphs.UNICODE);
        assertTrue(text.startsWith("FAIL busy"), text);
        assertTrue(text.contains("\nStopped early: more than 10 million events\n"), text);
        assertTrue(text.endsWith("\nReplay ./run-scenario busy.yaml --seed 7\n"), text);
    }

    @Test
    void ofManyPairsTheFirstAreShownAndTheOthersCounted() {
        RunRecorder recorder =
                new RunRecorder(Samples.identity("crowd"), Samples.topology(), RecordLimits.standard());
        IntStream.range(0, 100).forEach(i -> recorder.pair("a" + i, "b" + i));
        RecordedRun run = recorder.finish(new RunEnd(List.of(), new PacketTotals(0, 0, 0, 0, 0), Optional.empty(),
                Optional.empty()), Samples.millis(5));
        String text = plain(run, 80, Glyphs.UNICODE);
        assertTrue(text.contains("\na7 ↔ b7\n"), text);
        assertFalse(text.contains("a8"), text);
        assertTrue(text.contains("\nand 92 more pairs; the JSON document has them all\n"), text);
    }

    @Test
    void theLocaleOfTheMachineChangesNothing() {
        String before = plain(Samples.failing(), 80, Glyphs.UNICODE);
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals(before, plain(Samples.failing(), 80, Glyphs.UNICODE));
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Property(tries = 100)
    void noRunBreaksOutOfTheWidthOrTheTerminal(@ForAll long seed, @ForAll @IntRange(min = 40, max = 130) int width) {
        RecordedRun run = RandomRuns.of(seed);
        for (Glyphs glyphs : Glyphs.values()) {
            for (String line : plain(run, width, glyphs).split("\n")) {
                assertTrue(line.startsWith("Replay ") || SafeText.columns(line) <= width, line);
                assertTrue(line.codePoints().noneMatch(VerdictTest::isDangerous), line);
                assertTrue(glyphs == Glyphs.UNICODE || line.chars().allMatch(c -> c < 0x7F), line);
                assertEquals(line.stripTrailing(), line);
            }
        }
    }

    private static boolean isDangerous(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getDirectionality(codePoint) == Character.DIRECTIONALITY_RIGHT_TO_LEFT;
    }

    private static String plain(RecordedRun run, int width, Glyphs glyphs) {
        return Verdict.render(run, new VerdictOptions(width, Colours.NONE, glyphs, WALL));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = VerdictTest.class.getResourceAsStream(name + ".txt")) {
            assertNotNull(in, name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
