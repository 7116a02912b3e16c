package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.magicsock.reports.html.HtmlReport;
import dev.magicsock.reports.json.RunDocument;
import dev.magicsock.reports.json.RunJson;
import dev.magicsock.reports.record.RecordedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the HTML report says of QUIC, in a real browser, beside the JSON document of the same run. */
class QuicReportTest {

    /** The least contrast of WCAG 2.2, success criterion 1.4.3. */
    private static final double LEAST_CONTRAST = 4.5;

    @TempDir
    private static Path folder;
    private static Chromium browser;
    private static Page plain;
    private static Page lossy;

    /** A page, and what the document of the same run says. */
    private record Page(Path html, JsonNode json) {

        static Page of(RecordedRun run, String name) throws IOException {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            new RunJson().write(RunDocument.of(run), json);
            return new Page(Files.writeString(folder.resolve(name), HtmlReport.render(run)),
                    new ObjectMapper().readTree(json.toByteArray()));
        }
    }

    @BeforeAll
    static void startsTheBrowser() throws IOException {
        Optional<String> program = Chromium.program();
        if (program.isEmpty() && System.getenv("CI") != null) {
            throw new IOException("there is no Chromium");
        }
        assumeTrue(program.isPresent(), "there is no Chromium; the report of QUIC is not looked at");
        plain = Page.of(BundledRun.of("quic-home-nats"), "plain.html");
        lossy = Page.of(BundledRun.of("quic-home-nats", "latency: 8ms", "latency: 8ms, loss: 3%"), "lossy.html");
        browser = new Chromium(program.get(), folder.resolve("profile"));
    }

    @AfterAll
    static void closesTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void looksFromADesk() throws IOException {
        browser.look(1280, 900, "light");
    }

    @AfterEach
    void noErrorWasShown() {
        assertEquals(List.of(), browser.problems());
    }

    @Test
    void everyFigureOfQuicIsThatOfTheRecord() throws IOException {
        for (Page page : List.of(plain, lossy)) {
            browser.open(page.html());

            Map<String, String> expected = figures(page.json());
            assertEquals(14, expected.size(), "seven figures of each of the two");
            assertEquals(expected, shownFigures());
        }
    }

    @Test
    void lossesAreNotHidden() throws IOException {
        browser.open(lossy.html());

        assertTrue(Long.parseLong(shownFigures().get("alice quic-packets-lost")) > 0, shownFigures().toString());
    }

    @Test
    void theSectionIsReachedFromTheTopOfThePage() throws IOException {
        browser.open(plain.html());
        browser.value("document.querySelector('nav a[href=\"#quic\"]').click()");

        double top = browser.value("document.querySelector('#quic h2').getBoundingClientRect().top").asDouble();
        assertTrue(top >= 0 && top < 900, "at " + top);
        assertTrue(browser.value("document.querySelector('#quic table').checkVisibility()").asBoolean(), "not visible");
    }

    @Test
    void theTimelineTellsWhatQuicDidAndWhyConnectionsEnded() throws IOException {
        browser.open(plain.html());
        browser.value("{ const text = document.querySelector('[name=text]'); text.value = 'quic-';"
                + " text.dispatchEvent(new Event('input', { bubbles: true })); }");

        List<String> expected = new ArrayList<>();
        for (JsonNode event : plain.json().at("/events/items")) {
            String words = event.get("name").asString() + "|" + event.get("text").asString();
            if (words.contains("quic-")) {
                expected.add(event.get("atNanos").asString() + "|" + words + event.get("reason").asString());
            }
        }
        assertTrue(expected.stream().anyMatch(line -> line.contains("quic-closed|") && line.contains("CLOSED")),
                "no reason of an end: " + expected);
        assertEquals(expected, lines("[...document.querySelectorAll('#events tr')].map(row =>"
                + " row.querySelector('button').dataset.at + '|' + row.cells[2].innerText + '|'"
                + " + row.cells[3].textContent)"));
    }

    @Test
    void theVerdictTellsWhatQuicAchieved() throws IOException {
        browser.open(plain.html());

        List<String> expected = new ArrayList<>();
        for (JsonNode expectation : plain.json().get("expectations")) {
            assertEquals("holds", expectation.get("outcome").asString());
            expected.add(expectation.get("expectation").asString() + "|" + expectation.get("happened").asString());
        }
        assertEquals(expected, lines("[...document.querySelectorAll('.claim')].map(claim =>"
                + " claim.querySelector('b').innerText + '|' + claim.querySelector('.happened').innerText)"));
    }

    @Test
    void aPhoneShowsItWithoutScrollingSidewaysByDayAndByNight() throws IOException {
        for (String colours : List.of("light", "dark")) {
            browser.look(360, 780, colours);
            browser.open(lossy.html());

            assertEquals(360, browser.number("document.documentElement.scrollWidth"), colours);
            assertEquals(0, browser.number("{ const box = document.querySelector('#quic .scroll');"
                    + " box.scrollWidth - box.clientWidth }"), "the table is wider than its place");
            assertEquals(figures(lossy.json()), shownFigures());
            assertTrue(contrast() >= LEAST_CONTRAST, colours + ": " + contrast());
        }
    }

    @Test
    void picturesAreKept() throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        for (String colours : List.of("light", "dark")) {
            for (int width : List.of(1280, 360)) {
                browser.look(width, 780, colours);
                browser.open(lossy.html());
                browser.value("document.querySelector('#quic').scrollIntoView({ behavior: 'instant' })");
                Path picture = pictures.resolve("quic-" + colours + "-" + width + ".png");
                browser.screenshot(picture);
                assertTrue(Files.size(picture) > 5_000, "an empty picture");
            }
        }
    }

    /** What the page must show, from the document alone. */
    private static Map<String, String> figures(JsonNode json) {
        Map<String, String> figures = new TreeMap<>();
        for (JsonNode counter : json.get("counters")) {
            String name = counter.get("name").asString();
            if (name.startsWith("quic-")) {
                long value = counter.get("value").asLong();
                figures.put(counter.get("subject").asString() + " " + name,
                        counter.get("unit").asString().equals("bytes") ? bytes(value) : Long.toString(value));
            }
        }
        return figures;
    }

    /** The first three digits, with a decimal prefix. */
    private static String bytes(long value) {
        BigDecimal digits = new BigDecimal(value).round(new MathContext(3, RoundingMode.DOWN));
        int thousands = (Long.toString(value).length() - 1) / 3;
        return digits.movePointLeft(3 * thousands).stripTrailingZeros().toPlainString()
                + List.of("B", "kB", "MB", "GB").get(thousands);
    }

    /** What a person reads in the section: subject and name, and the figure. */
    private static Map<String, String> shownFigures() throws IOException {
        Map<String, String> figures = new TreeMap<>();
        for (String line : lines("[...document.querySelectorAll('#quic tbody tr')].flatMap(row =>"
                + " [...row.cells].slice(1).map((cell, i) => document.querySelectorAll('#quic thead th')[i].innerText"
                + " + ' ' + row.cells[0].innerText + '|' + cell.innerText))")) {
            figures.put(line.substring(0, line.indexOf('|')), line.substring(line.indexOf('|') + 1));
        }
        return figures;
    }

    private static List<String> lines(String expression) throws IOException {
        List<String> lines = new ArrayList<>();
        browser.value(expression).forEach(line -> lines.add(line.asString()));
        return lines;
    }

    /** Between the figures and what is behind them. */
    private static double contrast() throws IOException {
        double figure = luminance("document.querySelector('#quic td.number')", "color");
        double behind = luminance("document.body", "backgroundColor");
        return (Math.max(figure, behind) + .05) / (Math.min(figure, behind) + .05);
    }

    /** WCAG's relative luminance. */
    private static double luminance(String element, String property) throws IOException {
        List<String> channels = lines("getComputedStyle(" + element + ")." + property + ".match(/[0-9.]+/g)");
        double[] weights = {.2126, .7152, .0722};
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double channel = Double.parseDouble(channels.get(i)) / 255;
            sum += weights[i] * (channel <= .04045 ? channel / 12.92 : Math.pow((channel + .055) / 1.055, 2.4));
        }
        return sum;
    }
}
