package tare.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.Optional;

/**
 * The one theme of all pictures. Drawn colours are sentinels: the written SVG names CSS variables
 * in their place, so that one drawing serves light, dark and print.
 *
 * <p>Series use the four colours of Okabe and Ito that have a contrast of at least 3 on white and
 * on near-black, then ink; a dash, a marker and a direct label say the same again without colour.
 */
enum Palette {
    INK("ink", 1, 0x17191e),
    MUTED("muted", 2, 0x565b66),
    GRID("grid", 3, 0xe3e6ea),
    SERIES_1("s1", 5, 0x0072b2),
    SERIES_2("s2", 6, 0xd55e00),
    SERIES_3("s3", 7, 0x009e73),
    SERIES_4("s4", 8, 0xcc79a7),
    TINT_1("t1", 9, 0x0b5a8c),
    TINT_2("t2", 10, 0x6fb1dc),
    TINT_3("t3", 11, 0xd8ebf7),
    TINT_4("t4", 12, 0x8c8c8c),
    HEAT_0("h0", 13, 0xcfe8f5),
    HEAT_1("h1", 14, 0xf1f3f5),
    HEAT_2("h2", 15, 0xfdebdb),
    HEAT_3("h3", 16, 0xfbd2ad),
    HEAT_4("h4", 17, 0xf4ab70),
    HEAT_5("h5", 18, 0xe88a52);

    /** Logical, so that every Java runtime has it; the page's own style decides what is seen. */
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private static final Palette[] SERIES = {SERIES_1, SERIES_2, SERIES_3, SERIES_4, INK};
    private static final Palette[] TINTS = {TINT_1, TINT_2, TINT_3, TINT_4};
    private static final Palette[] HEAT = {HEAT_0, HEAT_1, HEAT_2, HEAT_3, HEAT_4, HEAT_5};
    private static final float[][] DASHES = {
        {}, {7, 3}, {2, 3}, {9, 3, 2, 3}, {14, 4}, {4, 2, 4, 6}, {1, 2}
    };
    private static final int MARKERS = 4;

    private final String variable;
    private final int red;
    private final int paper;

    Palette(String variable, int red, int paper) {
        this.variable = variable;
        this.red = red;
        this.paper = paper;
    }

    /** The colour on white paper: what the page's style sheet says for a light screen. */
    Color paper() {
        return new Color(paper);
    }

    /** The colour on paper of a sentinel; any other colour is itself. */
    static Color onPaper(Color drawn) {
        for (Palette entry : values()) {
            if (entry.colour().equals(drawn)) {
                return entry.paper();
            }
        }
        return drawn;
    }

    /** Written SVG with colours in place of variables, for readers that know no style sheets. */
    static String onPaper(String svg) {
        String written = svg;
        for (Palette entry : values()) {
            written =
                    written.replace(
                            '"' + entry.css() + '"',
                            String.format(Locale.ROOT, "\"#%06x\"", entry.paper));
        }
        return written;
    }

    /** The sentinel: no picture uses such a colour by accident. */
    Color colour() {
        return new Color(red, 254, 1);
    }

    /** What the SVG names in the sentinel's place. */
    String css() {
        return "var(--" + variable + ")";
    }

    /** What stands for a colour as Batik writes it. */
    static Optional<String> cssOf(String written) {
        for (Palette entry : values()) {
            Color colour = entry.colour();
            String sentinel =
                    String.format(
                            Locale.ROOT,
                            "rgb(%d,%d,%d)",
                            colour.getRed(),
                            colour.getGreen(),
                            colour.getBlue());
            if (written.equals(sentinel)) {
                return Optional.of(entry.css());
            }
        }
        return Optional.empty();
    }

    static Color series(int style) {
        return SERIES[style % SERIES.length].colour();
    }

    /** Shade of a grid's field, 0 to 5; text on each has a contrast of at least 4.5. */
    static Color heat(int shade) {
        return HEAT[Math.min(shade, HEAT.length - 1)].colour();
    }

    static Color tint(int tint) {
        return TINTS[Math.min(tint, TINTS.length - 1)].colour();
    }

    /**
     * Once the colours are used up, the dash moves on, so that no two of 35 styles are the same.
     */
    static Stroke stroke(int style) {
        float[] dash = DASHES[(style + style / SERIES.length) % DASHES.length];
        return dash.length == 0
                ? new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    /** A marker around a point. */
    static Shape marker(int style, double x, double y) {
        double r = 3.5;
        return switch (style % MARKERS) {
            case 0 -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
            case 1 -> new Rectangle2D.Double(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1);
            case 2 -> polygon(x, y - r, x + r, y + r, x - r, y + r);
            default -> polygon(x, y - r - 1, x + r + 1, y, x, y + r + 1, x - r - 1, y);
        };
    }

    private static Shape polygon(double... xy) {
        GeneralPath path = new GeneralPath();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }
}
