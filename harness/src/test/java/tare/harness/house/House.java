package tare.harness.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the house's classes, sources and documents are. */
final class House {

    /** The directory of the parent POM. */
    static final Path ROOT = findRoot();

    static final List<String> MODULES =
            List.of("results", "workloads", "simulators", "reports", "harness");

    private House() {}

    /** Compiled classes of all modules, without tests. */
    static JavaClasses classes() {
        List<Path> directories =
                MODULES.stream()
                        .map(module -> ROOT.resolve(module).resolve("target/classes"))
                        .filter(Files::isDirectory)
                        .toList();
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/jmh_generated/"))
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPaths(directories);
    }

    /** Every Java file below {@code src/main/java} of all modules, or {@code src/test/java}. */
    static List<Path> sources(String kind) {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src/" + kind + "/java"))
                .filter(Files::isDirectory)
                .flatMap(House::filesBelow)
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /** Regular files below a directory, sorted. */
    static Stream<Path> filesBelow(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path as messages show it. */
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static Path findRoot() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("harness/src/main"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException("the tests run outside a checkout of Tare");
            }
        }
        return here;
    }
}
