package tare.harness.backend.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import tare.workloads.probe.Probe;

class OciLayoutTest {

    @Test
    void theLayerHoldsTheProbeAndItsMountPoint() throws IOException {
        Map<String, byte[]> files = files(ProbeImage.tar());
        assertEquals("[probe, t/, work/]", files.keySet().toString());
        assertArrayEquals(Probe.bytesForThisMachine(), files.get("probe"));
    }

    @Test
    void theSameBytesEveryTime() {
        byte[] layer = ProbeImage.tar();
        assertArrayEquals(layer, ProbeImage.tar());
        assertArrayEquals(OciLayout.tar("a/b:1", layer), OciLayout.tar("a/b:1", layer));
    }

    @Test
    void everyBlobIsNamedByItsDigest() throws Exception {
        Map<String, byte[]> files = files(OciLayout.tar("a/b:1", ProbeImage.tar()));
        int blobs = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().startsWith("blobs/sha256/")) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.getValue());
                assertEquals("blobs/sha256/" + HexFormat.of().formatHex(digest), file.getKey());
                blobs++;
            }
        }
        assertEquals(3, blobs);
    }

    private static Map<String, byte[]> files(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                assertEquals(0, entry.getLastModifiedTime().toMillis());
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }
}
