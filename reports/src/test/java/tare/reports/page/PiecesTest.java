package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.RunState;

class PiecesTest {

    private static final RunResult RUN = SampleRuns.typical();

    @TempDir Path folder;

    @Test
    void picturesAreInTheColoursForPaper() throws IOException {
        List<Path> files = new Pieces(List.of(RUN)).png(folder.resolve("png"));
        assertTrue(files.size() > 5, files.toString());
        for (Path file : files) {
            BufferedImage image = ImageIO.read(file.toFile());
            assertNotNull(image, file.toString());
            Set<Integer> colours = new HashSet<>();
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    colours.add(image.getRGB(x, y) & 0xffffff);
                }
            }
            assertTrue(colours.contains(0xffffff), "white paper");
            assertTrue(colours.size() > 10, file + " is blank");
            assertTrue(
                    colours.stream().noneMatch(c -> (c >> 8 & 0xff) == 254 && (c & 0xff) == 1),
                    "no sentinel is left in " + file);
        }
    }

    @Test
    void drawingsAreWholeFilesThatNameTheirColours() throws Exception {
        for (Path file : new Pieces(List.of(RUN)).svg(folder.resolve("svg"))) {
            String text = Files.readString(file);
            assertFalse(text.contains("var("), file.toString());
            assertNotNull(
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(file.toFile())
                            .getDocumentElement());
        }
    }

    @Test
    void everySampleIsInTheCsv() throws IOException {
        new Pieces(List.of(RUN)).csv(folder);
        List<String> lines = Files.readAllLines(folder.resolve("samples.csv"));
        long samples =
                RUN.cells().stream()
                        .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                        .mapToLong(cell -> ((Outcome.Measured) cell.outcome()).summary().count())
                        .sum();
        assertEquals(samples + 1, lines.size());
        assertTrue(lines.get(0).startsWith("run,experiment,backend"));
        assertTrue(Files.readString(folder.resolve("starts.csv")).contains("namespace"));
        assertEquals(
                RUN.cells().size() + 1, Files.readAllLines(folder.resolve("cells.csv")).size());
    }

    @Test
    void markdownShowsForeignTextAndRunsNoneOfIt() throws IOException {
        RunResult hostile =
                new SampleRuns(6, 5)
                        .boot("a|b<script>*x*", BackendClass.CONTAINER, 1e6, false)
                        .run(RunState.COMPLETE);
        Path file = folder.resolve("report.md");
        new Pieces(List.of(hostile)).markdown(file);
        String text = Files.readString(file);
        assertTrue(text.contains("a\\|b&lt;script&gt;\\*x\\*"), text);
        assertFalse(text.contains("<script"));
    }

    @Test
    void sameResultsGiveTheSameFiles() throws IOException {
        Path one = new Pieces(List.of(RUN)).svg(folder.resolve("one")).get(0);
        Path other = new Pieces(List.of(RUN)).svg(folder.resolve("other")).get(0);
        assertEquals(-1, Files.mismatch(one, other));
    }
}
