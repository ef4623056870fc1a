package tare.reports.chart;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import tare.reports.figure.Figure;

/** A grid of shaded fields with their texts: no axis of numbers, so that no plot is needed. */
final class HeatMap {

    private static final int ROW = 26;
    private static final int HEAD = 34;
    private static final int GAP = 10;
    private static final int FEWEST_WIDTH = 78;
    private static final int TEXT_DROP = 5;

    /** The reader's font may be so much wider than this host's. */
    private static final double OTHER_FONT = 1.2;

    private HeatMap() {}

    static Pictures.Sheet sheet(Figure.Heat figure) {
        FontMetrics metrics = Canvas.blank("measure").getFontMetrics(Palette.TEXT);
        List<String> names = figure.rows().stream().map(Figure.HeatRow::name).toList();
        int left = (int) (widest(metrics, names) * OTHER_FONT) + GAP;
        int column =
                Math.max(
                        FEWEST_WIDTH, (int) (widest(metrics, figure.columns()) * OTHER_FONT) + GAP);
        int width = left + column * figure.columns().size() + 2;
        int height = HEAD + ROW * figure.rows().size() + 2;
        return new Pictures.Sheet(
                figure.heading(), width, height, canvas -> draw(canvas, figure, left, column));
    }

    private static void draw(Graphics2D canvas, Figure.Heat figure, int left, int column) {
        canvas.setFont(Palette.TEXT);
        Canvas.Anchor.MIDDLE.on(canvas);
        canvas.setPaint(Palette.MUTED.colour());
        for (int i = 0; i < figure.columns().size(); i++) {
            centred(canvas, figure.columns().get(i), left + column * i + column / 2.0, HEAD - GAP);
        }
        for (int i = 0; i < figure.rows().size(); i++) {
            row(canvas, figure.rows().get(i), left, HEAD + ROW * i, column);
        }
    }

    private static void row(Graphics2D canvas, Figure.HeatRow row, int left, int top, int column) {
        double base = top + ROW / 2.0 + TEXT_DROP;
        canvas.setPaint(Palette.INK.colour());
        Canvas.Anchor.END.on(canvas);
        double width = canvas.getFontMetrics(Palette.TEXT).stringWidth(row.name());
        canvas.drawString(row.name(), (float) (left - GAP - width), (float) base);
        Canvas.Anchor.MIDDLE.on(canvas);
        for (int i = 0; i < row.fields().size(); i++) {
            Figure.Field field = row.fields().get(i);
            Rectangle2D box =
                    new Rectangle2D.Double(left + column * i + 1.0, top + 1.0, column - 2, ROW - 2);
            if (field.shade() == Figure.Field.EMPTY) {
                canvas.setPaint(Palette.GRID.colour());
                canvas.setStroke(new BasicStroke(1));
                canvas.draw(box);
                canvas.setPaint(Palette.MUTED.colour());
            } else {
                canvas.setPaint(Palette.heat(field.shade()));
                canvas.fill(box);
                canvas.setPaint(Palette.INK.colour());
            }
            centred(canvas, field.text(), box.getCenterX(), base);
        }
    }

    private static void centred(Graphics2D canvas, String text, double middle, double base) {
        double width = canvas.getFontMetrics(Palette.TEXT).stringWidth(text);
        canvas.drawString(text, (float) (middle - width / 2), (float) base);
    }

    private static int widest(FontMetrics metrics, List<String> texts) {
        return texts.stream().mapToInt(metrics::stringWidth).max().orElse(0);
    }
}
