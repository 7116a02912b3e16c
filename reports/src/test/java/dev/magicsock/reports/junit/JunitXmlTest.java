package dev.magicsock.reports.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.RandomRuns;
import dev.magicsock.reports.Samples;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.RecordedRun;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JunitXmlTest {

    @Test
    void whatDoesNotHoldHasFailedAndSaysWhy() throws Exception {
        RecordedRun run = Samples.failing();
        Element suite = parse(JunitXml.of(RunSuite.of(run)));
        assertEquals(Integer.toString(run.expectations().size() - run.count(Outcome.HOLDS)
                + (run.stoppedEarly().isPresent() ? 1 : 0)), suite.getAttribute("failures"));
        String failure = suite.getElementsByTagName("failure").item(0).getTextContent();
        assertTrue(failure.contains("expected: "), failure);
        assertTrue(failure.contains(run.identity().replayCommand()), failure);
    }

    @Test
    void aRunThatPassesHasNoFailure() throws Exception {
        assertEquals("0", parse(JunitXml.of(RunSuite.of(Samples.passing()))).getAttribute("failures"));
    }

    @Property(tries = 25)
    void everyRunIsWellFormed(@ForAll long seed) throws Exception {
        RecordedRun run = RandomRuns.of(seed);
        Element suite = parse(JunitXml.of(RunSuite.of(run)));
        assertEquals(suite.getAttribute("tests"),
                Integer.toString(suite.getElementsByTagName("testcase").getLength()));
    }

    @Property(tries = 200)
    void everyTextIsWellFormed(@ForAll String text) throws Exception {
        TestSuite suite = new TestSuite(text, List.of(
                new TestSuite.Case(text, text, Duration.ofMillis(1500), new TestSuite.Failed(text, text)),
                new TestSuite.Case("a", "b", Duration.ZERO, new TestSuite.Skipped(text))));
        Element read = parse(JunitXml.of(suite));
        assertEquals("1.500", read.getAttribute("time"));
        assertEquals("1", read.getAttribute("skipped"));
    }

    private static Element parse(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))).getDocumentElement();
    }
}
