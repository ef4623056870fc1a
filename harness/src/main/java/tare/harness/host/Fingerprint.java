package tare.harness.host;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tare.results.model.HostFact;

/**
 * What two hosts must agree on for their results to be comparable: SHA-256 over one line {@code
 * id=value\n} in UTF-8 for each binding fact that is known, in the order of {@link HostFact}.
 *
 * <p>A fact that could not be read has no line, so it differs from every value.
 */
final class Fingerprint {

    private Fingerprint() {}

    /** 64 hexadecimal digits. */
    static String of(Map<HostFact, String> facts) {
        StringBuilder text = new StringBuilder();
        for (HostFact fact : HostFact.values()) {
            String value = facts.get(fact);
            if (fact.binding() && value != null) {
                text.append(fact.id()).append('=').append(value).append('\n');
            }
        }
        try {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has SHA-256.
            throw new AssertionError(e);
        }
    }
}
