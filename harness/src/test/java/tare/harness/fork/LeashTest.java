package tare.harness.fork;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeashTest {

    @Test
    void actsWhenTheOtherEndCloses() throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (PipedOutputStream driver = new PipedOutputStream()) {
            Leash.hold(new PipedInputStream(driver), ended::countDown);
            driver.write('x');
            driver.flush();
        }
        assertTrue(ended.await(30, TimeUnit.SECONDS));
    }
}
