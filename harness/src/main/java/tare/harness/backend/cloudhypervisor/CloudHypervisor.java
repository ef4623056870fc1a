package tare.harness.backend.cloudhypervisor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tare.harness.backend.vmm.Guest;
import tare.harness.backend.vmm.Place;
import tare.harness.backend.vmm.Request;
import tare.harness.backend.vmm.Vmm;

/**
 * What Cloud Hypervisor is told, by {@code vmm/src/api/openapi/cloud-hypervisor.yaml} of its
 * sources (read at 0.3.0 of the description, beside release 53.0).
 *
 * @param version what counts as its word on its version
 */
record CloudHypervisor(Pattern version) implements Vmm {

    static final String KEY = "cloud-hypervisor";

    /** A release, or a build after one, as git describes it. */
    static final Pattern RELEASED =
            Pattern.compile(
                    "cloud-hypervisor v[0-9]+\\.[0-9]+(\\.[0-9]+)*(-[0-9]+-g[0-9a-f]+)?(-dirty)?"
                            + "(?![\\w.-])");

    private static final String PREFIX = "/api/v1/";

    CloudHypervisor() {
        this(RELEASED);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String home() {
        return "https://github.com/cloud-hypervisor/cloud-hypervisor/releases";
    }

    @Override
    public String channel() {
        return "guest's serial line on a Unix socket";
    }

    /** Its log goes to descriptor 2 by itself. */
    @Override
    public List<String> arguments(Place place) {
        return List.of("--api-socket", "path=" + place.api());
    }

    /** Its serial line on descriptors 0 and 1 takes input from a terminal alone. */
    @Override
    public boolean serialIsSocket() {
        return true;
    }

    /** Its console, a second line on descriptor 1, is on unless told otherwise. */
    @Override
    public List<Request> making(Guest guest, Place place) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("kernel", guest.kernel().toString());
        payload.put("initramfs", guest.initramfs().toString());
        payload.put("cmdline", guest.commandLine());
        Map<String, Object> serial = new LinkedHashMap<>();
        serial.put("mode", "Socket");
        serial.put("socket", place.serial().toString());
        Map<String, Object> processors = new LinkedHashMap<>();
        processors.put("boot_vcpus", 1);
        processors.put("max_vcpus", 1);
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cpus", processors);
        machine.put("memory", Map.of("size", guest.memoryBytes()));
        machine.put("payload", payload);
        machine.put("serial", serial);
        machine.put("console", Map.of("mode", "Off"));
        return List.of(Request.put(PREFIX + "vm.create", machine));
    }

    @Override
    public Request starting() {
        return Request.put(PREFIX + "vm.boot");
    }
}
