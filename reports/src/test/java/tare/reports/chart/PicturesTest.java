package tare.reports.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.plot.CategoryPlot;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import tare.reports.figure.Axis;
import tare.reports.figure.Figure;
import tare.reports.figure.Heading;
import tare.reports.figure.Point;
import tare.reports.reading.Measure;

class PicturesTest {

    private static final String HOSTILE = "<script>alert(\"1\")</script>&'";

    private final Pictures pictures = new Pictures();

    @Test
    void everyKindIsWellFormedAndHasTitleAndDescription() throws Exception {
        for (Figure figure : all("one")) {
            String svg = pictures.svg(figure);
            Document parsed =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            assertEquals("img", parsed.getDocumentElement().getAttribute("role"));
            assertFalse(parsed.getDocumentElement().hasAttribute("width"), "fits its column");
            assertEquals(1, parsed.getElementsByTagName("title").getLength());
            assertEquals(1, parsed.getElementsByTagName("desc").getLength());
        }
    }

    @Test
    void everyKindIsTheSameTwice() {
        for (Figure figure : all("one")) {
            assertEquals(pictures.svg(figure), new Pictures().svg(figure));
        }
    }

    @Test
    void manyLinesMakeRoomForTheirNames() {
        Figure.Fit few = (Figure.Fit) all("one").get(2);
        Figure.Line line = few.lines().get(0);
        Figure.Fit many =
                new Figure.Fit(few.heading(), few.x(), few.y(), Collections.nCopies(30, line));
        assertEquals(400, height(few));
        assertTrue(height(many) >= 30 * PointPlot.NAME_HEIGHT + 60, "height " + height(many));
    }

    /** What a bar lists first begins at zero, however light it is. */
    @Test
    void piecesOfBarsLieInTheOrderInWhichTheyAreListed() {
        Figure.Segment before = new Figure.Segment("before", 2, 5_000);
        Figure.Bars figure =
                new Figure.Bars(
                        new Heading("id", "A title", "A description.", ""),
                        Axis.linear("x", Measure.NANOS, 0, 80_000),
                        List.of(
                                bar(new Figure.Segment("adds", 0, 20_000)),
                                bar(before, new Figure.Segment("adds", 0, 30_000)),
                                bar(before, new Figure.Segment("saves", 3, 1_000))));
        CategoryPlot plot = (CategoryPlot) StackedBars.plot(figure);
        assertEquals(List.of("before", "adds", "saves"), plot.getDataset().getRowKeys());
    }

    private static Figure.Bar bar(Figure.Segment... segments) {
        return new Figure.Bar("bar", List.of(segments), OptionalDouble.empty(), "");
    }

    private int height(Figure figure) {
        Matcher box = Pattern.compile("viewBox=\"0 0 \\d+ (\\d+)\"").matcher(pictures.svg(figure));
        assertTrue(box.find());
        return Integer.parseInt(box.group(1));
    }

    @Test
    void idsOfTwoFiguresNeverClash() {
        for (int kind = 0; kind < 6; kind++) {
            String one = pictures.svg(all("one").get(kind));
            String two = pictures.svg(all("two").get(kind));
            Matcher ids = Pattern.compile("id=\"([^\"]*)\"").matcher(one);
            while (ids.find()) {
                assertFalse(two.contains("\"" + ids.group(1) + "\""), ids.group(1));
            }
        }
    }

    @Test
    void namesAreTextAndNeverMarkup() {
        for (Figure figure : all("one")) {
            String svg = pictures.svg(figure);
            assertFalse(svg.contains("<script"), "escaped");
            assertTrue(svg.contains("&lt;script&gt;"), "still shown");
        }
    }

    @Test
    void coloursAreVariablesOfTheTheme() {
        for (Figure figure : all("one")) {
            String svg = pictures.svg(figure);
            assertFalse(svg.contains("rgb(") || svg.contains("=\"#"), "a fixed colour");
            assertTrue(svg.contains("var(--"));
        }
    }

    @Test
    void aHundredThousandSamplesWouldStillBeOnePathASeries() {
        String svg = pictures.svg(all("one").get(0));
        assertTrue(svg.length() < 60_000, "size " + svg.length());
    }

    /** One figure of each kind, with a name that would like to be markup. */
    static List<Figure> all(String id) {
        Heading heading = new Heading(id, "A title " + HOSTILE, "A description.", "");
        List<Point> points =
                IntStream.rangeClosed(1, 800).mapToObj(i -> new Point(i * 100, i / 8.0)).toList();
        Axis x = Axis.linear("x", Measure.NANOS, 0, 80_000);
        Axis y = Axis.linear("y", Measure.PERCENT, 0, 100);
        return List.of(
                new Figure.Curves(
                        heading,
                        Axis.logarithmic("x", Measure.NANOS, new double[] {100, 80_000}),
                        y,
                        List.of(new Figure.Series(HOSTILE, 0, points))),
                new Figure.RunOrder(
                        heading,
                        Axis.linear("round", Measure.COUNT, 0, 10),
                        y,
                        List.of(new Figure.Trail(HOSTILE, 1, points, points.subList(0, 1)))),
                new Figure.Fit(
                        heading, x, y, List.of(new Figure.Line(HOSTILE, 2, points, 0.001, 0))),
                new Figure.Bars(
                        heading,
                        x,
                        List.of(
                                new Figure.Bar(
                                        HOSTILE,
                                        List.of(new Figure.Segment("s", 0, 50_000)),
                                        OptionalDouble.of(40_000),
                                        HOSTILE))),
                new Figure.Heat(
                        heading,
                        List.of("a", HOSTILE),
                        List.of(
                                new Figure.HeatRow(
                                        HOSTILE,
                                        List.of(
                                                new Figure.Field(HOSTILE, 5),
                                                new Figure.Field("–", Figure.Field.EMPTY))))),
                new Figure.Forest(
                        heading,
                        x,
                        new Axis(
                                "",
                                Measure.COUNT,
                                false,
                                0,
                                1,
                                List.of(new Axis.Tick(0.5, HOSTILE))),
                        30_000,
                        List.of(new Figure.Whisker(HOSTILE, 0, 40_000, 20_000, 90_000, HOSTILE))));
    }
}
