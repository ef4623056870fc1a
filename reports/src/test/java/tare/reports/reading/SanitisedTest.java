package tare.reports.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SanitisedTest {

    @Test
    void controlCharactersBecomeVisible() {
        assertEquals("a\u2400b\u241bc d", Sanitised.text("a\u0000b\u001bc\nd"));
        assertEquals("\ufffd", Sanitised.text("\u0085"));
    }

    @Test
    void halvesOfPairsAndDirectionalOverridesAreReplaced() {
        assertEquals("x\ufffdy", Sanitised.text("x\ud800y"));
        assertEquals("\ufffdexe.txt", Sanitised.text("\u202eexe.txt"));
        assertEquals("😀", Sanitised.text("😀"));
    }

    @Test
    void longTextsSayHowMuchIsMissing() {
        String text = Sanitised.text("😀".repeat(5_000));
        assertTrue(text.length() < 2_000);
        assertTrue(text.endsWith("(9200 more characters)"), text.substring(text.length() - 40));
    }
}
