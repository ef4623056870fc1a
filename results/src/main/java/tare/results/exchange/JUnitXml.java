package tare.results.exchange;

import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tare.results.gate.GateLine;
import tare.results.gate.GateReport;
import tare.results.gate.LimitLine;
import tare.results.gate.Verdict;

/**
 * What a gate found, as build servers read the results of tests: FAIL is a failure, INCOMPARABLE an
 * error, INCONCLUSIVE skipped. The time is the gate's own by the wall; its cases were measured
 * together, so each has the same part of it.
 */
public final class JUnitXml {

    private final XMLStreamWriter xml;
    private final boolean inconclusiveFails;
    private final Duration time;
    private int cases = 1;

    private JUnitXml(XMLStreamWriter xml, boolean inconclusiveFails, Duration time) {
        this.xml = xml;
        this.inconclusiveFails = inconclusiveFails;
        this.time = time;
    }

    /**
     * The document.
     *
     * @param inconclusiveFails whether INCONCLUSIVE is a failure
     * @param time that the gate took, measuring included where it measured
     */
    public static String of(GateReport report, boolean inconclusiveFails, Duration time) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JUnitXml(xml, inconclusiveFails, time).write(report);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string cannot be written to", e);
        }
        return text + "\n";
    }

    private void write(GateReport report) throws XMLStreamException {
        List<GateLine> lines = report.lines().stream().filter(GateLine::gated).toList();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "tare.gate");
        int troubles = report.troubles().size();
        int tests = lines.size() + report.limits().size() + troubles;
        cases = Math.max(1, tests);
        xml.writeAttribute("tests", String.valueOf(tests));
        long open = report.count(Verdict.INCONCLUSIVE);
        xml.writeAttribute(
                "failures",
                String.valueOf(report.count(Verdict.FAIL) + (inconclusiveFails ? open : 0)));
        xml.writeAttribute("errors", String.valueOf(report.count(Verdict.INCOMPARABLE) + troubles));
        xml.writeAttribute("skipped", String.valueOf(inconclusiveFails ? 0 : open));
        xml.writeAttribute("time", seconds(1));
        for (String trouble : report.troubles()) {
            test("policy", trouble, Verdict.INCOMPARABLE, trouble, List.of(), report);
        }
        for (GateLine line : lines) {
            test(
                    line.key().experiment() + "." + line.key().backend(),
                    line.name(),
                    line.counts(),
                    line.judgement().reason(),
                    GateText.details(line),
                    report);
        }
        for (LimitLine limit : report.limits()) {
            test(
                    limit.key().experiment() + "." + limit.key().backend(),
                    limit.limit().selector().text() + " limit",
                    limit.verdict(),
                    limit.reason(),
                    List.of(),
                    report);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void test(
            String group,
            String name,
            Verdict verdict,
            String reason,
            List<String> details,
            GateReport report)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", legal("tare.gate." + group));
        xml.writeAttribute("name", legal(name));
        xml.writeAttribute("time", seconds(cases));
        String text = String.join("\n", details) + "\nrepeat: " + report.repeat();
        switch (verdict) {
            case PASS -> {
                xml.writeStartElement("system-out");
                xml.writeCharacters(legal(reason + "\n" + text));
                xml.writeEndElement();
            }
            case INCONCLUSIVE -> {
                if (inconclusiveFails) {
                    told("failure", verdict, reason, text);
                } else {
                    xml.writeEmptyElement("skipped");
                    xml.writeAttribute("message", legal(verdict.word() + ": " + reason));
                }
            }
            case FAIL -> told("failure", verdict, reason, text);
            case INCOMPARABLE -> told("error", verdict, reason, text);
        }
        xml.writeEndElement();
    }

    private void told(String element, Verdict verdict, String reason, String text)
            throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("type", verdict.word());
        xml.writeAttribute("message", legal(reason));
        xml.writeCharacters(legal(text));
        xml.writeEndElement();
    }

    private String seconds(int parts) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9 / parts);
    }

    /** XML has no way to write most control characters, nor halves of a surrogate pair. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        text.codePoints()
                .map(
                        c ->
                                c == '\n'
                                                || c == '\t'
                                                || (c >= ' ' && c < 0xd800)
                                                || (c > 0xdfff && c < 0xfffe)
                                                || c > 0xffff
                                        ? c
                                        : '?')
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }
}
