package tare.harness.backend.image;

import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.probe.ProbeRoot;
import tare.workloads.probe.Probe;

/**
 * The root file system of an instance: the probe, where its FIFOs are mounted, and a directory for
 * a program that stands in its place.
 */
public final class ProbeImage {

    /** The probe inside. */
    public static final String PROGRAM = "/probe";

    private static final int EXECUTABLE = 0555;

    private ProbeImage() {}

    /** As a tar. */
    public static byte[] tar() {
        return new Archive()
                .file(PROGRAM.substring(1), EXECUTABLE, Probe.bytesForThisMachine())
                .directory(ProbeRoot.CHANNEL)
                .directory(InstanceRoot.WORK)
                .bytes();
    }
}
