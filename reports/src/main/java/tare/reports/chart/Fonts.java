package tare.reports.chart;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import tare.results.failure.OutputError;

/** Whether text can be laid out here: the layout asks the runtime for a font's metrics. */
final class Fonts {

    private Fonts() {}

    /**
     * Measures a word once.
     *
     * @throws OutputError with the packages to install where the host has no usable font
     */
    static void require() {
        try {
            BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            try {
                if (graphics.getFontMetrics(Palette.TEXT).stringWidth("Tare") <= 0) {
                    throw missing(new IllegalStateException("the text has no width"));
                }
            } finally {
                graphics.dispose();
            }
        } catch (LinkageError | InternalError | RuntimeException broken) {
            // Without fontconfig the runtime throws one of several errors, by its version.
            throw broken instanceof OutputError error ? error : missing(broken);
        }
    }

    private static OutputError missing(Throwable cause) {
        return new OutputError(
                "The page cannot be drawn",
                "fonts",
                "no usable font was found: " + cause,
                "apt-get install fontconfig fonts-dejavu-core",
                cause);
    }
}
