package dev.magicsock.reports.junit;

import dev.magicsock.reports.junit.TestSuite.Case;
import dev.magicsock.reports.junit.TestSuite.Failed;
import dev.magicsock.reports.junit.TestSuite.Passed;
import dev.magicsock.reports.junit.TestSuite.Skipped;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a {@link TestSuite} as XML. What XML cannot hold becomes visible as a code. */
public final class JunitXml {

    private static final SafeText SAFE = new SafeText(Glyphs.ASCII);

    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** A whole document; it says that it is UTF-8 and is ASCII alone. */
    public static String of(TestSuite suite) {
        StringWriter text = new StringWriter();
        try {
            new JunitXml(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text)).suite(suite);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can always be written to", e);
        }
        return text.toString();
    }

    private void suite(TestSuite suite) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", SAFE.escape(suite.name()));
        xml.writeAttribute("tests", Integer.toString(suite.cases().size()));
        xml.writeAttribute("failures", count(suite, each -> each.result() instanceof Failed));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", count(suite, each -> each.result() instanceof Skipped));
        xml.writeAttribute("time",
                seconds(suite.cases().stream().map(Case::took).reduce(Duration.ZERO, Duration::plus)));
        for (Case each : suite.cases()) {
            result(each);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void result(Case each) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", SAFE.escape(each.group()));
        xml.writeAttribute("name", SAFE.escape(each.name()));
        xml.writeAttribute("time", seconds(each.took()));
        switch (each.result()) {
            case Passed _ -> { }
            case Failed(String message, String text) -> {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", SAFE.sentence(message));
                for (String line : text.lines().toList()) {
                    xml.writeCharacters(SAFE.sentence(line) + "\n");
                }
                xml.writeEndElement();
            }
            case Skipped(String message) -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", SAFE.sentence(message));
            }
        }
        xml.writeEndElement();
    }

    private static String count(TestSuite suite, Predicate<Case> wanted) {
        return Long.toString(suite.cases().stream().filter(wanted).count());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }
}
