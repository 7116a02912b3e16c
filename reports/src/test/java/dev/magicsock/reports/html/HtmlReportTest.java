package dev.magicsock.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.RandomRuns;
import dev.magicsock.reports.Samples;
import dev.magicsock.reports.json.RunDocument;
import dev.magicsock.reports.json.RunJson;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.recorder.RecordLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class HtmlReportTest {

    private static final Pattern EMBEDDED = Pattern.compile("(<(style|script)[^>]*>)(.*?)(</\\2>)", Pattern.DOTALL);

    @Test
    void theVerdictComesFirstWithItsReasonsInOrder() throws Exception {
        Document page = markup(HtmlReport.render(Samples.failing()));

        assertEquals("FAIL", byClass(page, "badge bad").getTextContent());
        NodeList sections = page.getElementsByTagName("section");
        assertEquals("verdict", ((Element) sections.item(0)).getAttribute("id"));
        assertTrue(byClass(page, "expectations").getFirstChild().getTextContent().contains("✗"),
                "a broken one is first");
        NodeList reasons = byClass(page, "chain").getElementsByTagName("li");
        List<String> expected = Samples.failing().expectations().stream().filter(result -> !result.because().isEmpty())
                .findFirst().orElseThrow().because();
        assertEquals(expected, texts(reasons));
    }

    @Test
    void whatMattersIsThereWithoutScripts() throws Exception {
        Document page = markup(HtmlReport.render(Samples.failing()));

        assertEquals(List.of("verdict", "pairs", "punch", "timeline", "network", "nat", "drops", "counters"),
                ids(page.getElementsByTagName("section")));
        assertTrue(textOf(page, "pairs").contains("alice → bob"), "figures");
        assertTrue(textOf(page, "punch").contains("filtered"), "the fate of a probe");
        assertTrue(textOf(page, "timeline").contains("the link of home went down"), "the script");
        assertTrue(textOf(page, "network").contains("203.0.113.5"), "the drawing");
        assertTrue(textOf(page, "nat").contains("198.51.100.7:40312"), "a mapping");
        assertTrue(textOf(page, "drops").contains("link-down"), "a drop");
    }

    @Test
    void aRunWithoutAnythingIsAPageToo() throws Exception {
        Document page = markup(HtmlReport.render(Samples.empty()));

        assertEquals(List.of("verdict", "drops"), ids(page.getElementsByTagName("section")));
        assertTrue(textOf(page, "verdict").contains("Nothing was expected"));
    }

    @Property(tries = 40)
    void noTextOfARunBecomesMarkupOrScript(@ForAll @LongRange(min = 0, max = 100_000) long seed) throws Exception {
        String html = HtmlReport.render(RandomRuns.of(seed));

        Document page = markup(html);
        assertEquals(List.of("application/json", ""), types(page.getElementsByTagName("script")));
        String data = embedded(html, "script").getFirst();
        assertTrue(data.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '<' && c != '>' && c != '&'),
                "not harmless");
        assertFalse(html.codePoints().anyMatch(c -> c < ' ' && c != '\n' || c == 0x202E || c == 0x2028), "not escaped");
    }

    @Test
    void nothingIsLoadedFromAnywhereAndThePolicyAllowsOneScript() {
        String html = HtmlReport.render(Samples.failing());

        assertFalse(html.contains(" src="), "something is loaded");
        assertFalse(Pattern.compile("href=\"(?!#|data:,\")").matcher(html).find(), "something is linked");
        assertFalse(embedded(html, "style").getFirst().contains("url("), "the style loads something");
        String script = embedded(html, "script").get(1);
        assertTrue(html.contains("script-src &#39;" + Assets.hash(script) + "&#39;"),
                "the policy names another script");
    }

    @Test
    void equalRecordsGiveEqualBytes() throws IOException {
        RecordedRun run = Samples.failing();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new RunJson().write(RunDocument.of(run), json);
        RecordedRun read = new RunJson().read(new ByteArrayInputStream(json.toByteArray())).run();
        ByteArrayOutputStream page = new ByteArrayOutputStream();

        HtmlReport.write(read, page);

        assertEquals(HtmlReport.render(run), page.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anHourOfFlappingIsASmallFile() {
        String html = HtmlReport.render(Samples.flappingForAnHour(RecordLimits.standard()));

        assertTrue(html.length() < 1_000_000, html.length() + " characters");
        assertTrue(html.contains("\"t\":\"Round-trip time\""), "no plot");
    }

    /**
     * The page is written so that an XML parser reads it too, which proves every element ended and every text escaped.
     */
    private static Document markup(String html) throws SAXException, IOException, ParserConfigurationException {
        String bare = EMBEDDED.matcher(html.replaceFirst("<!DOCTYPE html>\n", "")).replaceAll("$1$4");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(bare.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> embedded(String html, String tag) {
        List<String> all = new ArrayList<>();
        for (Matcher match = EMBEDDED.matcher(html); match.find();) {
            if (match.group(2).equals(tag)) {
                all.add(match.group(3));
            }
        }
        return all;
    }

    private static Element byClass(Document page, String name) {
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("class").equals(name)) {
                return (Element) all.item(i);
            }
        }
        throw new AssertionError("no element of class " + name);
    }

    private static String textOf(Document page, String id) {
        return elements(page.getElementsByTagName("section")).stream()
                .filter(section -> section.getAttribute("id").equals(id)).findFirst().orElseThrow().getTextContent();
    }

    private static List<String> ids(NodeList nodes) {
        return elements(nodes).stream().map(element -> element.getAttribute("id")).toList();
    }

    private static List<String> types(NodeList nodes) {
        return elements(nodes).stream().map(element -> element.getAttribute("type")).toList();
    }

    private static List<String> texts(NodeList nodes) {
        return elements(nodes).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all;
    }
}
