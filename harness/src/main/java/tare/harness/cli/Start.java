package tare.harness.cli;

/**
 * Where the JVM enters. What scripts ask most often, which version this is, is answered before
 * {@link Main} and with it picocli are loaded: that would take most of the time.
 */
public final class Start {

    private Start() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            for (String line : BuildInfo.load().lines()) {
                System.out.println(line);
            }
            return;
        }
        Main.main(arguments);
    }
}
