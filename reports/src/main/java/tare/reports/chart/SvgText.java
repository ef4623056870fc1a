package tare.reports.chart;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import tare.reports.figure.Heading;
import tare.results.failure.Defect;

/**
 * Writes a drawn picture as SVG to stand inside an HTML page: no size of its own, a title and a
 * description, colours as CSS variables. Only named elements and attributes pass; the rest of what
 * Batik writes repeats defaults.
 */
final class SvgText {

    private static final Set<String> ELEMENTS =
            Set.of(
                    "g",
                    "path",
                    "rect",
                    "line",
                    "circle",
                    "ellipse",
                    "polygon",
                    "polyline",
                    "text",
                    "defs",
                    "clipPath");

    // In the order of Set's own hashing nothing is written: attributes follow the document's order.
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "d",
                    "x",
                    "y",
                    "x1",
                    "x2",
                    "y1",
                    "y2",
                    "width",
                    "height",
                    "r",
                    "rx",
                    "ry",
                    "cx",
                    "cy",
                    "points",
                    "fill",
                    "stroke",
                    "stroke-width",
                    "stroke-dasharray",
                    "clip-path",
                    "text-anchor",
                    "transform");

    private final StringBuilder text = new StringBuilder();

    private SvgText() {}

    /** The picture as one element. */
    static String of(Element root, String id, Heading heading, int width, int height) {
        SvgText svg = new SvgText();
        svg.text
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" aria-labelledby=\"")
                .append(id)
                .append("-t ")
                .append(id)
                .append("-d\"><title id=\"")
                .append(id)
                .append("-t\">")
                .append(escaped(heading.title()))
                .append("</title><desc id=\"")
                .append(id)
                .append("-d\">")
                .append(escaped(heading.description()))
                .append("</desc>");
        svg.children(root);
        return svg.text.append("</svg>").toString();
    }

    private void children(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.TEXT_NODE) {
                text.append(escaped(node.getNodeValue()));
            } else if (node instanceof Element element && ELEMENTS.contains(element.getTagName())) {
                element(element);
            }
        }
    }

    private void element(Element element) {
        String name = element.getTagName();
        boolean group = name.equals("g") || name.equals("defs");
        if (group && !element.hasChildNodes()) {
            return;
        }
        text.append('<').append(name);
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            boolean target = name.equals("clipPath") && attribute.getName().equals("id");
            if (target || ATTRIBUTES.contains(attribute.getName())) {
                attribute(attribute.getName(), attribute.getValue());
            }
        }
        if (element.hasChildNodes()) {
            text.append('>');
            children(element);
            text.append("</").append(name).append('>');
        } else {
            text.append("/>");
        }
    }

    private static final Pattern STEP =
            Pattern.compile("\\s*([MLZ])(?:\\s*([-0-9.]+)[ ,]+([-0-9.]+))?");

    /** A path of straight lines, its level and upright ones by one number instead of two. */
    static String shortened(String path) {
        StringBuilder shorter = new StringBuilder();
        Matcher step = STEP.matcher(path);
        int end = 0;
        String x = "";
        String y = "";
        while (step.lookingAt()) {
            String letter = step.group(1);
            boolean level = letter.equals("L") && y.equals(step.group(3));
            boolean upright = letter.equals("L") && x.equals(step.group(2));
            if (level) {
                shorter.append('H').append(step.group(2));
            } else if (upright) {
                shorter.append('V').append(step.group(3));
            } else {
                shorter.append(letter);
                if (step.group(2) != null) {
                    shorter.append(step.group(2)).append(' ').append(step.group(3));
                }
            }
            x = Objects.requireNonNullElse(step.group(2), "");
            y = Objects.requireNonNullElse(step.group(3), "");
            end = step.end();
            step.region(end, path.length());
        }
        // What has curves stays as it is.
        return end == path.length() ? shorter.toString() : path;
    }

    private void attribute(String name, String value) {
        String written = name.equals("d") ? shortened(value.strip()) : value;
        boolean colour = name.equals("fill") || name.equals("stroke");
        if (colour && !value.equals("none")) {
            written =
                    Palette.cssOf(value)
                            .orElseThrow(
                                    () ->
                                            new Defect(
                                                    "A picture uses a colour outside the palette",
                                                    name,
                                                    value,
                                                    "report it, with the result file"));
        }
        text.append(' ').append(name).append("=\"").append(escaped(written)).append('"');
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
