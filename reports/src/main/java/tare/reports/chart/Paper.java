package tare.reports.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import tare.results.failure.Defect;

/** Draws onto white paper, dot by dot. */
final class Paper {

    private static final int DOTS = 2;

    private Paper() {}

    static byte[] png(int width, int height, Consumer<Graphics2D> ink) {
        BufferedImage image =
                new BufferedImage(width * DOTS, height * DOTS, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setPaint(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(DOTS, DOTS);
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            ink.accept(new Tinted(graphics));
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IOException("no writer for PNG");
            }
        } catch (IOException failure) {
            throw new Defect(
                    "A picture could not be written as PNG",
                    "memory",
                    failure.toString(),
                    "report it; --format svg draws the same",
                    failure);
        }
        return bytes.toByteArray();
    }
}
