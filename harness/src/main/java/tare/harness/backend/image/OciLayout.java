package tare.harness.backend.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tare.harness.linux.Architecture;

/** An image of one layer as an archive of the OCI image layout. */
public final class OciLayout {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA = "application/vnd.oci.image.";
    private static final int READABLE = 0444;

    private OciLayout() {}

    /**
     * The archive.
     *
     * @param reference the image's full name
     * @param layer tar of its root file system
     */
    public static byte[] tar(String reference, byte[] layer) {
        byte[] config = bytes(config(layer));
        ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2);
        manifest.put("mediaType", MEDIA + "manifest.v1+json");
        manifest.set("config", descriptor("config.v1+json", config));
        manifest.putArray("layers").add(descriptor("layer.v1.tar", layer));
        byte[] written = bytes(manifest);
        ObjectNode listed = descriptor("manifest.v1+json", written);
        listed.putObject("annotations").put("org.opencontainers.image.ref.name", reference);
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
        index.putArray("manifests").add(listed);
        ObjectNode layout = JSON.createObjectNode().put("imageLayoutVersion", "1.0.0");
        return new Archive()
                .file("oci-layout", READABLE, bytes(layout))
                .file("index.json", READABLE, bytes(index))
                .file(blob(layer), READABLE, layer)
                .file(blob(config), READABLE, config)
                .file(blob(written), READABLE, written)
                .bytes();
    }

    private static ObjectNode config(byte[] layer) {
        boolean arm = Architecture.current() == Architecture.AARCH64;
        ObjectNode config = JSON.createObjectNode();
        config.put("architecture", arm ? "arm64" : "amd64").put("os", "linux");
        config.putObject("config");
        ObjectNode root = config.putObject("rootfs").put("type", "layers");
        root.putArray("diff_ids").add("sha256:" + sha256(layer));
        return config;
    }

    private static ObjectNode descriptor(String kind, byte[] content) {
        return JSON.createObjectNode()
                .put("mediaType", MEDIA + kind)
                .put("digest", "sha256:" + sha256(content))
                .put("size", content.length);
    }

    private static String blob(byte[] content) {
        return "blobs/sha256/" + sha256(content);
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("in memory", e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
