package tare.harness.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

class JmhWordsTest {

    @Test
    void namesWhatTheInstanceLacks() {
        Lack lack = new Lack(Requirement.LOOPBACK, "127.0.0.1 refused");
        String text =
                "# Fork\n<failure>\n\njava.lang.IllegalStateException: " + lack.sentence() + "\n";
        assertEquals(lack.sentence(), JmhWords.reason(text));
    }

    @Test
    void namesWhatCameOverTheLink() {
        String text =
                """
                # Fork: 1 of 1
                <binary link had failed, forked VM corrupted the stream?>
                java.io.InvalidClassException: filter status: REJECTED
                	at x
                """;
        assertEquals(
                "something that is not JMH's came over the fork's link:"
                        + " java.io.InvalidClassException: filter status: REJECTED",
                JmhWords.reason(text));
    }

    @Test
    void namesTheBenchmarksFailureOrItsLastWords() throws IOException {
        assertEquals(
                "the benchmark failed: java.lang.ArithmeticException: / by zero",
                JmhWords.reason("<failure>\n\njava.lang.ArithmeticException: / by zero\n\tat x"));
        assertEquals("JMH failed: a | b", JmhWords.reason("a\n\n b \n"));
        assertEquals("JMH failed and said nothing", JmhWords.reason(Path.of("/absent/log")));
    }
}
