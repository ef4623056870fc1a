package tare.reports.chart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void paperHasTheColoursOfTheLightPage() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(
                        Palette.class.getResourceAsStream("/tare/reports/page/page.css"))) {
            String css = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String light = css.substring(0, css.indexOf("@media"));
            for (Palette entry : Palette.values()) {
                String name = entry.css().substring("var(".length(), entry.css().length() - 1);
                String wanted =
                        String.format(
                                Locale.ROOT, "%s: #%06x;", name, entry.paper().getRGB() & 0xffffff);
                assertTrue(light.contains(wanted), wanted);
            }
        }
    }
}
