package tare.harness.backend.crun;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.bundle.Manner;
import tare.harness.backend.bundle.OciDriver;
import tare.harness.backend.bundle.OciDriver.Found;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.SingleRoom;
import tare.harness.host.HostTree;
import tare.harness.host.Privilege;
import tare.harness.linux.Namespace;
import tare.harness.linux.RootSteps;

/** The one key {@code crun}. */
public final class CrunRoom extends SingleRoom {

    static final String KEY = "crun";

    private static final String DESCRIPTION =
            "the probe by crun create and crun start, from a bundle that Tare writes";

    private final Path root;

    public CrunRoom() {
        this(Executables.live(), Path.of("/"));
    }

    /**
     * @param root of the tree in which the cgroup layout and this process's rights are read
     */
    CrunRoom(Executables executables, Path root) {
        super(KEY, executables);
        this.root = root;
    }

    @Override
    protected Driver driver(Executables found, BackendContext context) {
        return new OciDriver(kind(found), context);
    }

    OciDriver.Kind kind(Executables executables) {
        Found program =
                new Found(
                        executables.find(KEY),
                        new Availability.Unavailable(
                                "there is no program crun", "tare setup crun"));
        try {
            return HybridLayout.read(root)
                    .map(layout -> aside(layout, program))
                    .orElseGet(() -> plain(program));
        } catch (IOException e) {
            return plain(
                    absent(
                            "the cgroup layout cannot be read, and crun refuses some: " + e,
                            "mount /proc and /sys/fs/cgroup"));
        }
    }

    private static OciDriver.Kind plain(Found found) {
        return new OciDriver.Kind(KEY, DESCRIPTION, found, CrunRoom::remedy);
    }

    /** The same where version 2 has to be out of crun's sight. */
    private OciDriver.Kind aside(HybridLayout layout, Found program) {
        boolean possible = Privilege.read(new HostTree(root)).administers();
        Found found =
                possible || program.program().isEmpty()
                        ? program
                        : absent(
                                "crun refuses the hybrid cgroup layout, and the mount namespace"
                                        + " that hides it takes root",
                                "run as root");
        return new OciDriver.Kind(
                KEY,
                DESCRIPTION
                        + ", in a private mount namespace in which "
                        + layout.second()
                        + " is not mounted: crun refuses the hybrid cgroup layout",
                found,
                Manner.PLAIN.after(tape -> hide(tape, layout)),
                CrunRoom::remedy);
    }

    private static void hide(ProbeTape tape, HybridLayout layout) {
        tape.tape().unshare(EnumSet.of(Namespace.MOUNT));
        RootSteps.addPrivateMounts(tape.tape());
        RootSteps.addDetach(tape.tape(), layout.second());
    }

    private static Found absent(String reason, String remedy) {
        return new Found(Optional.empty(), new Availability.Unavailable(reason, remedy));
    }

    static String remedy(String words) {
        if (words.contains("hybrid mode")) {
            return "boot with all controllers on version 2 of control groups:"
                    + " systemd.unified_cgroup_hierarchy=1 on the kernel's command line";
        }
        if (words.contains("ermission denied") || words.contains("peration not permitted")) {
            return "run as root";
        }
        return "";
    }
}
