package tare.simulators.trace;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Traces that a test writes down. */
public final class Texts {

    private Texts() {}

    /** A source of these bytes. */
    public static Source source(byte[] bytes) {
        return new Source() {
            @Override
            public String name() {
                return "given";
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /** A source of this text. */
    public static Source source(String text) {
        return source(text.getBytes(StandardCharsets.UTF_8));
    }
}
