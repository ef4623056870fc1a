package tare.reports.chart;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A direct label: a short piece of the line with its marker, then the name in ink. */
final class Tag {

    private static final double SWATCH = 26;
    private static final double GAP = 6;

    /** Between the end of a line and its label. */
    static final double END = 10;

    private static final double HEIGHT = 18;

    private Tag() {}

    static Placement.Size size(Graphics2D graphics, String name) {
        FontMetrics metrics = graphics.getFontMetrics(Palette.TEXT);
        return new Placement.Size(SWATCH + GAP + metrics.stringWidth(name), HEIGHT);
    }

    /**
     * By how much an axis is to be drawn further so that labels fit to the right of its values.
     *
     * @param width of the axis with that room, in pixels
     */
    static double room(List<String> names, double width) {
        Graphics2D graphics = Canvas.blank("measure");
        double widest =
                names.stream().mapToDouble(name -> size(graphics, name).width()).max().orElse(0);
        double labels = Math.min(widest + 2 * GAP + END, width / 2);
        return labels / (width - labels);
    }

    /** Draws the label into a box of {@link #size}. */
    static void draw(Graphics2D graphics, String name, int style, Rectangle2D box) {
        double middle = box.getCenterY();
        graphics.setPaint(Palette.series(style));
        graphics.setStroke(Palette.stroke(style));
        graphics.draw(new Line2D.Double(box.getX(), middle, box.getX() + SWATCH, middle));
        graphics.fill(Palette.marker(style, box.getX() + SWATCH / 2, middle));
        Canvas.Anchor.START.on(graphics);
        graphics.setFont(Palette.TEXT);
        graphics.setPaint(Palette.INK.colour());
        graphics.drawString(name, (float) (box.getX() + SWATCH + GAP), (float) (middle + 4.5));
    }
}
