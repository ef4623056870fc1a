package tare.results.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpellingTest {

    private static final List<String> KNOWN =
            List.of("runc", "crun", "docker", "podman", "autoscale", "auto");

    @Test
    void theNearestComesFirst() {
        assertEquals(List.of("crun", "runc"), Spelling.near("crunc", List.of("runc", "crun")));
        assertEquals(Optional.of("podman"), Spelling.nearest("podamn", KNOWN));
        assertEquals("did you mean docker?", Spelling.remedy("dokcer", KNOWN));
    }

    @Test
    void ofEquallyNearOnesTheOrderIsThatOfTheAlphabet() {
        assertEquals(
                List.of("ab", "ac", "ad"), Spelling.near("aa", List.of("ad", "ac", "ab", "ae")));
    }

    @Test
    void whatIsFarWasNotMeant() {
        assertEquals(Optional.empty(), Spelling.nearest("kubernetes", KNOWN));
        assertEquals(List.of(), Spelling.near("", KNOWN));
        assertEquals("known are a, b", Spelling.remedy("whatever", List.of("a", "b")));
        assertEquals("auto", Spelling.closest("", KNOWN.subList(4, 6)), "however far");
        assertThrows(NoSuchElementException.class, () -> Spelling.closest("a", List.of()));
    }
}
