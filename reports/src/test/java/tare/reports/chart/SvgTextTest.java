package tare.reports.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SvgTextTest {

    @Test
    void levelAndUprightLinesTakeOneNumber() {
        assertEquals("M1 2H3V4L5 6ZM7 8H9", SvgText.shortened("M1 2 L3 2 L3 4 L5 6 Z M7 8 L9 8"));
    }

    @Test
    void curvesStayAsTheyAre() {
        assertEquals("M1 2 C3 4 5 6 7 8 Z", SvgText.shortened("M1 2 C3 4 5 6 7 8 Z"));
    }
}
