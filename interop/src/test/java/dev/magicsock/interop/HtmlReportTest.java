package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.magicsock.reports.html.HtmlReport;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.reports.recorder.RecordLimits;
import dev.magicsock.reports.recorder.RunEnd;
import dev.magicsock.reports.recorder.RunRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTML report in a real browser: it works, by pointer and by keyboard, and shows no error. */
class HtmlReportTest {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;
    private static final String PLOTS = "document.querySelector('.plots')";
    private static final String TICKS = "[...document.querySelectorAll('.x')].map(x => x.textContent).join(' ')";

    @TempDir
    private static Path folder;
    private static Chromium browser;
    private static Path report;
    private static Path failing;

    @BeforeAll
    static void startsTheBrowser() throws IOException {
        Optional<String> program = Chromium.program();
        if (program.isEmpty() && System.getenv("CI") != null) {
            throw new IOException("there is no Chromium");
        }
        assumeTrue(program.isPresent(), "there is no Chromium; the HTML report is not looked at");
        report = Files.writeString(folder.resolve("report.html"), HtmlReport.render(BundledRun.of("nat-reboot")));
        failing = Files.writeString(folder.resolve("failing.html"),
                HtmlReport.render(BundledRun.of("symmetric-nat", "path-not: direct", "path: direct")));
        browser = new Chromium(program.get(), folder.resolve("profile"));
    }

    @AfterAll
    static void closesTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void opensTheReport() throws IOException {
        browser.look(WIDTH, HEIGHT, "light");
        browser.open(report);
    }

    @AfterEach
    void noErrorWasShown() {
        assertEquals(List.of(), browser.problems());
    }

    @Test
    void everySectionIsThere() throws IOException {
        assertEquals("verdict pairs punch timeline network nat drops counters",
                browser.text("[...document.querySelectorAll('main > section')].map(each => each.id).join(' ')"));
        assertEquals("PASS", browser.text("document.querySelector('.badge').textContent"));
        assertEquals(0, browser.number("document.querySelectorAll('.needs-script[hidden]:not(.more)').length"));
    }

    @Test
    void aBrokenExpectationComesFirstAndLeadsToThePlots() throws IOException {
        browser.open(failing);

        assertEquals("FAIL", browser.text("document.querySelector('.badge').textContent"));
        assertEquals("is-broken", browser.text("document.querySelector('.expectations li').className"));
        assertTrue(browser.number("document.querySelectorAll('.is-broken .chain li').length") > 1, "no reasons");
        browser.value("document.querySelector('.is-broken button.at').click()");
        assertEquals("plots", browser.text("document.activeElement.className"));
    }

    @Test
    void pointingReadsOutTheValuesOfAllPlots() throws IOException {
        scrollTo(".plots");
        browser.move(x(.5), y(.5), false);

        String readout = browser.text("document.querySelector('.readout').textContent");
        assertTrue(readout.startsWith("at 31."), readout);
        assertTrue(readout.contains("alice → bob IPv4"), readout);
        assertTrue(readout.contains("Round-trip time, alice, IPv4 40."), readout);
        assertTrue(readout.contains("Goodput, alice → bob"), readout);
        assertFalse(browser.value("document.querySelector('.cursor').hidden").asBoolean(), "no cursor");
    }

    @Test
    void draggingZoomsAllPlotsAndTheButtonShowsTheWholeRunAgain() throws IOException {
        String whole = browser.text(TICKS);
        String box = browser.text("document.querySelector('.plot svg').getAttribute('viewBox')");
        scrollTo(".plots");

        browser.move(x(.15), y(.5), false);
        browser.press(x(.15), y(.5));
        browser.move(x(.2), y(.5), true);
        browser.move(x(.25), y(.5), true);
        browser.release(x(.25), y(.5));

        assertEquals("10s 11s 12s 13s 14s 15s", browser.text(TICKS));
        assertNotEquals(box, browser.text("document.querySelector('.plot svg').getAttribute('viewBox')"));
        browser.value("document.querySelector('[aria-label^=\"whole run\"]').click()");
        assertEquals(whole, browser.text(TICKS));
        assertEquals(box, browser.text("document.querySelector('.plot svg').getAttribute('viewBox')"));
    }

    @Test
    void theWheelScrollsThePageUnlessThePlotsHaveTheFocus() throws IOException {
        String whole = browser.text(TICKS);
        scrollTo(".plots");
        browser.wheel(x(.5), y(.5), -120);
        assertEquals(whole, browser.text(TICKS));

        browser.value(PLOTS + ".focus()");
        scrollTo(".plots");
        browser.wheel(x(.5), y(.5), -240);

        assertNotEquals(whole, browser.text(TICKS));
    }

    @Test
    void thePlotsWorkByKeyboardAlone() throws IOException {
        browser.value(PLOTS + ".focus()");
        for (int i = 0; i < 20; i++) {
            browser.key("ArrowRight");
        }
        double before = browser.value("Number(" + PLOTS + ".getAttribute('aria-valuenow'))").asDouble();
        assertEquals(12.6e9, before, 1e8);
        assertTrue(browser.text(PLOTS + ".getAttribute('aria-valuetext')").contains("Goodput"), "not told");

        String whole = browser.text(TICKS);
        browser.key("+");
        browser.key("+");
        String zoomed = browser.text(TICKS);
        assertNotEquals(whole, zoomed);
        browser.key("PageDown");
        assertNotEquals(zoomed, browser.text(TICKS));
        browser.key("Escape");
        assertEquals(whole, browser.text(TICKS));
    }

    @Test
    void theFocusStartsAtTheSkipLinkAndIsVisibleEverywhere() throws IOException {
        browser.key("Tab");
        assertEquals("skip", browser.text("document.activeElement.className"));
        for (int i = 0; i < 30; i++) {
            browser.key("Tab");
            assertNotEquals("BODY", browser.text("document.activeElement.tagName"), "lost after " + i);
            assertNotEquals("none", browser.text("getComputedStyle(document.activeElement).outlineStyle"),
                    browser.text("document.activeElement.outerHTML.slice(0, 120)"));
        }
    }

    @Test
    void theTimelineIsFilteredByKindHostAndText() throws IOException {
        int all = browser.number("document.querySelectorAll('#events tr').length");
        browser.value("document.querySelector('[name=kind][value=\"2\"]').click()");
        int decided = browser.number("document.querySelectorAll('#events tr').length");
        assertTrue(decided > 0 && decided < all, decided + " of " + all);
        browser.value("{ const text = document.querySelector('[name=text]'); text.value = 'nat-reboot';"
                + " text.dispatchEvent(new Event('input', { bubbles: true })); }");
        assertEquals(1, browser.number("document.querySelectorAll('#events tr').length"));
    }

    @Test
    void anInstantOfTheTimelineLeadsToThePlotsAndToTheNatTables() throws IOException {
        browser.value("[...document.querySelectorAll('#events tr')].find(row => row.textContent.includes('nat-reboot'))"
                + ".querySelector('button').click()");

        assertEquals("12s", browser.text("document.querySelector('.readout b').textContent"));
        assertEquals("12s", browser.text("document.getElementById('nat-time').textContent"));
        assertEquals("plots", browser.text("document.activeElement.className"));
    }

    @Test
    void theNatTablesAreThoseOfTheChosenMoment() throws IOException {
        browser.value("{ const at = document.getElementById('nat-at'); at.value = 0;"
                + " at.dispatchEvent(new Event('input', { bubbles: true })); }");
        int first = browser.number("document.querySelectorAll('#mappings tr').length");
        browser.value("document.getElementById('nat-after').click()");
        int second = browser.number("document.querySelectorAll('#mappings tr').length");
        String moment = browser.text("document.getElementById('nat-time').textContent");
        browser.value("document.getElementById('nat-all').click()");
        int all = browser.number("document.querySelectorAll('#mappings tr').length");

        assertEquals("12s", moment);
        assertTrue(second < first, "the restart of a router left " + second + " of " + first);
        assertTrue(all > first, first + " of " + all);
    }

    @Test
    void theThemeFollowsTheSystemUntilItIsChosen() throws IOException {
        String background = "getComputedStyle(document.body).backgroundColor";
        assertEquals("rgb(255, 255, 255)", browser.text(background));
        browser.look(WIDTH, HEIGHT, "dark");
        assertEquals("rgb(20, 23, 26)", browser.text(background));
        browser.value("document.getElementById('theme').click()");
        assertEquals("rgb(255, 255, 255)", browser.text(background));
        browser.value("document.getElementById('theme').click()");
        browser.look(WIDTH, HEIGHT, "light");
        assertEquals("rgb(20, 23, 26)", browser.text(background));
    }

    @Test
    void aPhoneShowsEverythingWithoutScrollingSideways() throws IOException {
        browser.look(360, 780, "light");
        browser.open(report);

        assertEquals(360, browser.number("document.documentElement.scrollWidth"));
        assertEquals(0, browser.number("[...document.querySelectorAll('button, select, input')]"
                + ".filter(each => each.offsetHeight > 0 && each.offsetHeight < 13).length"));
    }

    @Test
    void thePageSaysWhatMattersWithoutScripts() throws IOException {
        browser.allowScripts(false);
        try {
            browser.open(report);
            browser.screenshot(folder.resolve("bare.png"));
            assertTrue(Files.size(folder.resolve("bare.png")) > 20_000, "an empty page");
        } finally {
            browser.allowScripts(true);
        }
    }

    @Test
    void hostileNamesStayText() throws IOException {
        browser.open(Files.writeString(folder.resolve("hostile.html"), HtmlReport.render(hostile())));

        assertEquals(0, browser.number("document.images.length"));
        assertEquals(2, browser.number("document.scripts.length"));
        assertEquals("<img src=x onerror=\"console.error(1)\">",
                browser.text("document.querySelector('h1').textContent"));
        assertEquals("</script><script>console.error(2)</script>",
                browser.text("document.querySelector('#events td:nth-child(4)').textContent"));
    }

    @Test
    void picturesOfAllLooksAreKept() throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        for (String colours : List.of("light", "dark")) {
            browser.look(WIDTH, HEIGHT, colours);
            browser.open(report);
            browser.screenshot(pictures.resolve("verdict-" + colours + ".png"));
            scrollTo("#pair-0");
            browser.move(x(.2), y(.5), false);
            browser.screenshot(pictures.resolve("plots-" + colours + ".png"));
            for (String section : List.of("punch", "timeline", "network", "nat", "drops")) {
                scrollTo("#" + section);
                browser.screenshot(pictures.resolve(section + "-" + colours + ".png"));
            }
        }
        browser.look(WIDTH, HEIGHT, "light");
        browser.open(failing);
        browser.screenshot(pictures.resolve("failure-light.png"));
        browser.look(360, 780, "light");
        browser.open(report);
        browser.screenshot(pictures.resolve("phone.png"));
        scrollTo("#pair-0");
        browser.screenshot(pictures.resolve("phone-plots.png"));
        assertTrue(Files.size(pictures.resolve("phone-plots.png")) > 10_000, "an empty picture");
    }

    private static void scrollTo(String element) throws IOException {
        browser.value("document.querySelector('" + element + "').scrollIntoView({ behavior: 'instant' })");
    }

    /** A place in the first chart, as a part of the width of its axis. */
    private static double x(double part) throws IOException {
        return browser.value("{ const box = document.querySelector('.axis').getBoundingClientRect(); box.left + " + part
                + " * box.width }").asDouble();
    }

    private static double y(double part) throws IOException {
        return browser.value("{ const box = " + PLOTS + ".getBoundingClientRect(); box.top + "
                + part + " * box.height }").asDouble();
    }

    private static RecordedRun hostile() {
        RunIdentity identity = new RunIdentity("<img src=x onerror=\"console.error(1)\">", "\"><script>", "a&b.yaml",
                new Seed(1), "test", "`rm`", Determinism.EXACT);
        RunRecorder recorder = new RunRecorder(identity, new Topology(List.of(), List.of()), RecordLimits.standard());
        recorder.event(new RunEvent(Instant.EPOCH, RunEvent.Kind.SCRIPT, "'\"<b>", Optional.empty(), "<i>",
                "</script><script>console.error(2)</script>", "", List.of()));
        ExpectationResult broken = new ExpectationResult("<svg onload=console.error(3)>", 1, List.of(),
                ExpectationResult.Outcome.BROKEN, "&amp;", "<!--", Optional.empty(), List.of("]]>", "</style>"));
        return recorder.finish(new RunEnd(List.of(broken), new PacketTotals(0, 0, 0, 0, 0), Optional.empty(),
                Optional.empty()), Instant.EPOCH.plusSeconds(1));
    }
}
