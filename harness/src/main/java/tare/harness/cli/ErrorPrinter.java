package tare.harness.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import tare.results.failure.TareException;

/** The only place that turns failures into words. */
final class ErrorPrinter {

    private final PrintWriter out;
    private final boolean debug;

    /**
     * @param debug whether to add stack traces
     */
    ErrorPrinter(PrintWriter out, boolean debug) {
        this.out = out;
        this.debug = debug;
    }

    /** Prints what failed, where, why and what to do; returns the exit status. */
    int print(Throwable failure) {
        int status;
        if (failure instanceof TareException told) {
            out.println("tare: " + told.what() + where(told));
            out.println("  why:    " + told.why());
            if (!told.remedy().isEmpty()) {
                out.println("  remedy: " + told.remedy());
            }
            status = told.exitCode().code();
        } else {
            out.println("tare: a bug in Tare: " + failure);
            out.println("  remedy: please report it, with this:");
            out.println(trace(failure).indent(2).stripTrailing());
            status = tare.results.failure.ExitCode.DEFECT.code();
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            out.println("  also:   " + suppressed.getMessage());
        }
        if (debug && failure instanceof TareException) {
            out.println(trace(failure).indent(2).stripTrailing());
        }
        out.flush();
        return status;
    }

    private static String where(TareException failure) {
        return failure.where().isEmpty() ? "" : " (" + failure.where() + ")";
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
