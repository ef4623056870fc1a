package tare.harness.backend;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A running {@link LaunchingMain}, and what it has said. */
final class LaunchingJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param before words before the java command, for example to become another user
     * @param classPath where the classes are, readable for that user
     * @param arguments those of {@link LaunchingMain}
     */
    LaunchingJvm(List<String> before, String classPath, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-Xmx64m", "-cp", classPath));
        command.add(LaunchingMain.class.getName());
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads until a line begins so; returns its rest. */
    String await(String word) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith(word + " ")) {
                return line.substring(word.length() + 1);
            }
        }
        throw new AssertionError("no line " + word + " in " + lines);
    }

    /** The rests of all lines so far that begin so. */
    List<String> all(String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    /** Ends its input, upon which it closes its instance. */
    void end() throws IOException {
        process.getOutputStream().close();
    }

    /** SIGKILL, and waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** A copy of the classes that everybody may read. */
    static String publicClassPath(Path directory) throws IOException {
        List<String> copies = new ArrayList<>();
        String separator = File.pathSeparator;
        for (String entry : System.getProperty("java.class.path").split(separator, -1)) {
            Path source = Path.of(entry);
            boolean needed =
                    entry.endsWith("classes")
                            || source.getFileName()
                                    .toString()
                                    .matches("(jna|commons-|libvirt-|tare-).*");
            if (needed && Files.exists(source)) {
                Path target = directory.resolve(copies.size() + "-" + source.getFileName());
                copy(source, target);
                copies.add(target.toString());
            }
        }
        return String.join(separator, copies);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path path : tree.toList()) {
                Path copied = target.resolve(source.relativize(path).toString());
                Path place = path.equals(source) ? target : copied;
                Files.copy(path, place);
                place.toFile().setReadable(true, false);
                if (Files.isDirectory(place)) {
                    place.toFile().setExecutable(true, false);
                }
            }
        }
    }
}
