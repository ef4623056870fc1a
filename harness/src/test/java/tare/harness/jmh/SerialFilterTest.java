package tare.harness.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.TimeValue;

class SerialFilterTest {

    /** Stands for whatever a stranger on the loopback might send. */
    private static final class Foreign implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void refusesForeignClasses() {
        assertThrows(InvalidClassException.class, () -> throughTheFilter(new Foreign()));
        assertThrows(InvalidClassException.class, () -> throughTheFilter(URI.create("x:y")));
    }

    @Test
    void acceptsWhatJmhSends() throws Exception {
        assertEquals(TimeValue.seconds(3), throughTheFilter(TimeValue.seconds(3)));
    }

    private static Object throughTheFilter(Object sent) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(SerialFilter.PATTERN));
            return in.readObject();
        }
    }
}
