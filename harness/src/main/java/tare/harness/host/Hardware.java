package tare.harness.host;

import java.util.Optional;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.ComputerSystem;

/** What the kernel's files do not say of themselves on every architecture. */
interface Hardware {

    /** The processor's name. */
    Optional<String> cpuModel();

    /** Manufacturer and model of the machine. */
    Optional<String> machine();

    /** Knows nothing, for captured trees. */
    static Hardware unknown() {
        return new Hardware() {
            @Override
            public Optional<String> cpuModel() {
                return Optional.empty();
            }

            @Override
            public Optional<String> machine() {
                return Optional.empty();
            }
        };
    }

    /**
     * This host by OSHI, which knows Arm's part numbers by name and several ways to a machine's
     * model. Loading it takes some 0.2 s, so it is asked only what /proc and /sys left open.
     */
    static Hardware oshi() {
        return new Hardware() {
            @Override
            public Optional<String> cpuModel() {
                CentralProcessor processor = new SystemInfo().getHardware().getProcessor();
                return known(processor.getProcessorIdentifier().getName());
            }

            @Override
            public Optional<String> machine() {
                ComputerSystem machine = new SystemInfo().getHardware().getComputerSystem();
                return known(machine.getManufacturer())
                        .map(maker -> (maker + " " + machine.getModel()).strip());
            }
        };
    }

    private static Optional<String> known(String text) {
        return Optional.of(text.strip())
                .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase("unknown"));
    }
}
