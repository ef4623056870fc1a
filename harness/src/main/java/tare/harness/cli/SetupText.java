package tare.harness.cli;

import java.util.List;
import java.util.Locale;
import tare.harness.backend.Availability;
import tare.harness.setup.Checks;
import tare.harness.setup.Setup;
import tare.harness.setup.SetupPlan;
import tare.harness.setup.SetupPlan.State;

/** What {@code tare setup} says. */
final class SetupText {

    private SetupText() {}

    /** What would be installed, and what is here. */
    static String plan(SetupPlan plan) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(Locale.ROOT, "  %-12s %-23s %s%n", "backend", "package", "state"));
        for (SetupPlan.Item item : plan.items()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-12s %-23s %s%n",
                            item.need().backend(),
                            item.need().debianPackage(),
                            state(item.state())));
        }
        plan.kernel().ifPresent(kernel -> text.append(kernel(kernel)));
        for (String key : plan.embedded()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-12s %-23s %s%n",
                            key,
                            "-",
                            "part of Tare: needs nothing installed"));
        }
        if (plan.complete()) {
            text.append("Nothing to install.\n");
        }
        if (!plan.packages().isEmpty()) {
            text.append("To install: ").append(String.join(", ", plan.packages())).append('\n');
            text.append(
                    "  by apt-get, with what they depend on and nothing they only recommend;\n");
            text.append("  no service is started");
            text.append(plan.fetchesLists() ? "; the lists of packages are fetched first\n" : "\n");
        }
        plan.wantedKernel().ifPresent(wanted -> text.append(unpacking(plan, wanted)));
        return text.toString();
    }

    private static String kernel(SetupPlan.Kernel kernel) {
        String origin = "-";
        String state;
        if (kernel instanceof SetupPlan.Kernel.Here here) {
            state = "here as " + here.directory();
        } else if (kernel instanceof SetupPlan.Kernel.Wanted wanted) {
            origin = wanted.metapackage();
            state =
                    wanted.fault().orElse("missing")
                            + wanted.offer()
                                    .map(offer -> ", would be " + offer.version())
                                    .orElse("");
        } else {
            throw new AssertionError(kernel);
        }
        return String.format(Locale.ROOT, "  %-12s %-23s %s%n", "guest kernel", origin, state);
    }

    private static String unpacking(SetupPlan plan, SetupPlan.Kernel.Wanted wanted) {
        String what =
                wanted.offer()
                        .map(
                                offer ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s, %.1f MB to fetch",
                                                offer.debianPackage(),
                                                offer.bytes() / 1e6))
                        .orElse("the kernel that " + wanted.metapackage() + " names");
        boolean lists = plan.fetchesLists() && plan.packages().isEmpty();
        return "To unpack: "
                + what
                + "\n  by apt-get download, to "
                + wanted.directory()
                + ";\n  it is not installed, and no boot loader knows it"
                + (lists ? "; the lists of packages are fetched first\n" : "\n");
    }

    /** What has to be answered with yes before a plan is carried out. */
    static String question(SetupPlan plan) {
        String unpack = "npack this kernel";
        if (plan.packages().isEmpty()) {
            return "U" + unpack;
        }
        return "Install these packages"
                + (plan.wantedKernel().isPresent() ? ", and u" + unpack : "");
    }

    private static String state(State state) {
        if (state instanceof State.Installed installed) {
            return "installed, " + installed.version();
        } else if (state instanceof State.Elsewhere elsewhere) {
            return "here as " + elsewhere.path() + ", not by this package";
        } else if (state instanceof State.Missing missing) {
            return "missing" + missing.version().map(version -> ", would be " + version).orElse("");
        }
        throw new AssertionError(state);
    }

    /** What is different now. */
    static String changes(List<Setup.Change> changes) {
        StringBuilder text = new StringBuilder();
        text.append("Changed: ").append(changes.size()).append(" packages\n");
        for (Setup.Change change : changes) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-30s %s%n",
                            change.debianPackage(),
                            change.version()
                                    + change.before().map(old -> ", was " + old).orElse(", new")));
        }
        return text.toString();
    }

    /** One backend after its launch. */
    static String check(Checks.Check check) {
        Availability found = check.availability().orElse(null);
        if (found instanceof Availability.Unavailable absent) {
            return String.format(
                            Locale.ROOT,
                            "  %-12s does not launch: %s%n",
                            check.key(),
                            absent.reason())
                    + (absent.remedy().isEmpty() ? "" : "    remedy: " + absent.remedy() + "\n");
        }
        return String.format(
                Locale.ROOT,
                "  %-12s %s%n",
                check.key(),
                found == null ? "not yet a backend of this build" : "launches");
    }
}
