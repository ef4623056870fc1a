package tare.harness.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelOfferTest {

    private static final String SUM = "0123456789abcdef".repeat(4);

    private static Optional<KernelOffer> follow(Map<String, String> shown) {
        return KernelOffer.follow("meta", name -> shown.getOrDefault(name, ""));
    }

    private static String stanza(String version, String sum) {
        return "Package: linux-image-6.1.0-56-cloud-amd64\nVersion: "
                + version
                + "\nArchitecture: amd64\nDepends: kmod,\n linux-base\nDescription: Linux\n"
                + " Version: none of it\nSize: 123\n"
                + (sum.isEmpty() ? "" : "SHA256: " + sum + "\n");
    }

    @Test
    void takesTheVersionThatTheMetapackageNames() {
        String meta =
                """
                Package: meta
                Version: 6.1.192-2
                Depends: base, linux-image-6.1.0-56-cloud-amd64 (= 6.1.192-2)

                Package: meta
                Version: 6.1.176-1
                Depends: linux-image-6.1.0-50-cloud-amd64 (= 6.1.176-1)
                """;
        String image =
                stanza("6.1.192-3", "f".repeat(64))
                        + "\n"
                        + stanza("6.1.192-2", "")
                        + "\n"
                        + stanza("6.1.192-2", SUM);
        KernelOffer offer =
                follow(Map.of("meta", meta, "linux-image-6.1.0-56-cloud-amd64", image))
                        .orElseThrow();
        assertEquals(
                new KernelOffer("linux-image-6.1.0-56-cloud-amd64", "6.1.192-2", "amd64", SUM, 123),
                offer);
        assertEquals("linux-image-6.1.0-56-cloud-amd64_6.1.192-2_amd64", offer.directory());
    }

    @Test
    void takesTheFirstWhereNoVersionIsNamed() {
        Map<String, String> shown =
                Map.of(
                        "meta",
                        "Package: meta\nDepends: linux-image-6.1.0-56-cloud-amd64\n",
                        "linux-image-6.1.0-56-cloud-amd64",
                        stanza("2", SUM) + "\n" + stanza("1", SUM));
        assertEquals("2", follow(shown).orElseThrow().version());
    }

    @Test
    void offersNothingThatIsNotWhole() {
        String meta = "Package: meta\nDepends: linux-image-6.1.0-56-cloud-amd64\n";
        String image = "linux-image-6.1.0-56-cloud-amd64";
        assertEquals(Optional.empty(), follow(Map.of()));
        assertEquals(Optional.empty(), follow(Map.of("meta", "Package: meta\n")));
        assertEquals(Optional.empty(), follow(Map.of("meta", meta)));
        assertEquals(Optional.empty(), follow(Map.of("meta", meta, image, stanza("1", ""))));
        assertEquals(Optional.empty(), follow(Map.of("meta", meta, image, stanza("1", "12"))));
        assertEquals(Optional.empty(), follow(Map.of("meta", meta, image, stanza("../1", SUM))));
    }
}
