package tare.harness.backend.firecracker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tare.harness.backend.vmm.Guest;
import tare.harness.backend.vmm.Place;
import tare.harness.backend.vmm.Request;
import tare.harness.backend.vmm.Vmm;

/**
 * What Firecracker is told, by {@code src/firecracker/swagger/firecracker.yaml} of its sources
 * (read at 1.17.0-dev).
 *
 * @param version what counts as its word on its version
 */
record Firecracker(Pattern version) implements Vmm {

    static final String KEY = "firecracker";

    /** A release, or a build between two. */
    static final Pattern RELEASED =
            Pattern.compile("Firecracker v[0-9]+\\.[0-9]+\\.[0-9]+(-dev)?(?![\\w.-])");

    Firecracker() {
        this(RELEASED);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String home() {
        return "https://github.com/firecracker-microvm/firecracker/releases";
    }

    @Override
    public String channel() {
        return "guest's serial line on inherited pipes";
    }

    /** It has no PCI unless asked for, ends at a reset by the keyboard's controller, no mouse. */
    @Override
    public String kernelWords() {
        return "reboot=k pci=off i8042.noaux i8042.nomux i8042.dumbkbd";
    }

    /** Its log would go to descriptor 1, which is the guest's serial line. */
    @Override
    public List<String> arguments(Place place) {
        return List.of(
                "--api-sock",
                place.api().toString(),
                "--log-path",
                place.log().toString(),
                "--level",
                "Error");
    }

    @Override
    public boolean serialIsSocket() {
        return false;
    }

    @Override
    public List<Request> making(Guest guest, Place place) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("kernel_image_path", guest.kernel().toString());
        source.put("initrd_path", guest.initramfs().toString());
        source.put("boot_args", guest.commandLine());
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("vcpu_count", 1);
        machine.put("mem_size_mib", guest.memoryBytes() >> 20);
        return List.of(
                Request.put("/machine-config", machine), Request.put("/boot-source", source));
    }

    @Override
    public Request starting() {
        return Request.put("/actions", Map.of("action_type", "InstanceStart"));
    }
}
