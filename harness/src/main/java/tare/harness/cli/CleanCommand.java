package tare.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.CleanReport;
import tare.harness.journal.Cleaner;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;

/** {@code tare clean}: takes away what killed runs left behind. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description = {
            "Takes away what killed runs left on the host, by their journals.",
            "Processes, control groups, mounts and private files. Live runs are not touched."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare clean",
            "",
            "Results are never touched. Exit codes: 0 nothing is left; 6 something could not be "
                    + "removed; 7 the state directory is not ours."
        })
final class CleanCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Console console = Console.system();
        CleanReport report =
                new Cleaner(StateDirectory.open(), new Kernel(), MonotonicClock.system()).clean();
        report.removed().forEach(item -> console.out().println("removed " + item.what()));
        report.skipped()
                .forEach(
                        item ->
                                console.out()
                                        .println("left " + item.what() + ": " + item.reason()));
        report.failed()
                .forEach(
                        item ->
                                console.err()
                                        .println("failed " + item.what() + ": " + item.reason()));
        if (report.removed().isEmpty() && report.failed().isEmpty()) {
            console.out().println("Nothing to clean.");
        }
        return report.exitCode().code();
    }
}
