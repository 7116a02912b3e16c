package dev.magicsock.scenarios.cli;

import dev.magicsock.relaystub.check.Outcome;
import dev.magicsock.relaystub.check.RuleResult;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the results of a conformance check as the XML that CI systems read of JUnit. */
final class ConformanceJunit {

    /** XML cannot hold every character that a relay may say. */
    private static final SafeText SAFE = new SafeText(Glyphs.ASCII);

    private final XMLStreamWriter xml;

    private ConformanceJunit(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(String relay, List<RuleResult> results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new ConformanceJunit(xml).suite(relay, results);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can always be written to", e);
        }
        return text.toString();
    }

    private void suite(String relay, List<RuleResult> results) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "relay conformance of " + relay);
        xml.writeAttribute("tests", Integer.toString(results.size()));
        xml.writeAttribute("failures", count(results, Outcome.FAILED));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", count(results, Outcome.NOT_APPLICABLE));
        Duration took = results.stream().map(RuleResult::took).reduce(Duration.ZERO, Duration::plus);
        xml.writeAttribute("time", seconds(took));
        for (RuleResult result : results) {
            test(result);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void test(RuleResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "relay-protocol." + result.section().replace('.', '-'));
        xml.writeAttribute("name", result.id() + ": " + result.rule());
        xml.writeAttribute("time", seconds(result.took()));
        switch (result.outcome()) {
            case PASSED -> { }
            case FAILED -> message("failure", result.detail());
            case NOT_APPLICABLE -> message("skipped", result.detail());
        }
        xml.writeEndElement();
    }

    private void message(String element, String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        xml.writeAttribute("message", SAFE.sentence(message));
    }

    private static String count(List<RuleResult> results, Outcome outcome) {
        return Long.toString(results.stream().filter(result -> result.outcome() == outcome).count());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }
}
