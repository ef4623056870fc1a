package tare.harness.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What byte code does not show: lengths, packages' own words, and the shape of a room. */
class SourcesTest {

    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_METHOD = 60;

    /** The files of a room, by the end of their names. */
    private static final List<String> OWN =
            List.of("Backend", "Availability", "Launch", "Instance");

    /** The same for a room that hands a driver to backend.program or backend.guest. */
    private static final List<String> DRIVING = List.of();

    @Test
    void filesAreShort() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : allSources()) {
            long lines = House.read(file).lines().count();
            if (lines > LONGEST_FILE) {
                tooLong.add(House.name(file) + ": " + lines + " lines");
            }
        }
        assertNone(tooLong);
    }

    @Test
    void methodsAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertNotNull(compiler, "the tests need a JDK, not only a Java runtime");
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(allSources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new MethodLengths(unit, positions, tooLong), null);
            }
        }
        assertNone(tooLong);
    }

    @Test
    void everyPackageSaysWhatItIsAndWhatItMustNotKnow() {
        List<String> silent = new ArrayList<>();
        for (Path directory : packages("main")) {
            Path words = directory.resolve("package-info.java");
            if (!Files.exists(words)) {
                silent.add(House.name(directory) + ": no package-info.java");
            } else if (!House.read(words).contains("<p>")
                    || !House.read(words).contains("@NullMarked")) {
                silent.add(House.name(words) + ": a second paragraph or @NullMarked is missing");
            }
        }
        assertNone(silent);
    }

    @Test
    void testsLiveInNullMarkedPackages() {
        Set<String> marked =
                packages("main").stream().map(SourcesTest::packageOf).collect(Collectors.toSet());
        List<String> unmarked =
                packages("test").stream()
                        .filter(directory -> !marked.contains(packageOf(directory)))
                        .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                        .map(House::name)
                        .toList();
        assertNone(unmarked);
    }

    /** The contract itself, or one of those that add to it. */
    private static final Pattern CONTRACT =
            Pattern.compile("extends ((Shared)?Backend|Oci|Waiting|Vmm)Contract ");

    private static final Pattern SHARED =
            Pattern.compile("\\b(ProgramBackend|SingleRoom|GuestBackend)\\b");

    /** The room's own file: KvmForkRoom.java in kvmfork. */
    private static Optional<Path> roomFile(Path room) {
        String wanted = room.getFileName() + "room.java";
        return House.filesBelow(room)
                .filter(file -> file.getFileName().toString().equalsIgnoreCase(wanted))
                .findFirst();
    }

    @Test
    void everyRoomHasItsFilesAndItsContractTest() throws IOException {
        List<String> wrong = new ArrayList<>();
        Path backends = House.ROOT.resolve("harness/src/main/java/tare/harness/backend");
        for (Path room : directories(backends)) {
            String simple = room.getFileName().toString();
            Optional<Path> file = roomFile(room);
            if (file.isEmpty()) {
                continue; // what several rooms share, such as the probe
            }
            String name = file.get().getFileName().toString().replace("Room.java", "");
            // A room that hands a driver to a backend that several share says only what differs.
            boolean drives = SHARED.matcher(House.read(file.get())).find();
            for (String part : drives ? DRIVING : OWN) {
                if (!Files.exists(room.resolve(name + part + ".java"))) {
                    wrong.add(House.name(room) + ": no " + name + part + ".java");
                }
            }
            Path tests = House.ROOT.resolve("harness/src/test/java/tare/harness/backend/" + simple);
            if (!Files.isDirectory(tests)
                    || House.filesBelow(tests)
                            .noneMatch(test -> CONTRACT.matcher(House.read(test)).find())) {
                wrong.add(House.name(room) + ": no test that extends BackendContract");
            }
        }
        assertNone(wrong);
    }

    /** Adds each method that is too long. */
    private static final class MethodLengths extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> tooLong;

        MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
            this.unit = unit;
            this.positions = positions;
            this.tooLong = tooLong;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap lines = unit.getLineMap();
            long start = lines.getLineNumber(positions.getStartPosition(unit, method));
            long end = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (end - start + 1 > LONGEST_METHOD) {
                tooLong.add(
                        House.name(Path.of(unit.getSourceFile().toUri()))
                                + ": "
                                + method.getName()
                                + " has "
                                + (end - start + 1)
                                + " lines");
            }
            return super.visitMethod(method, null);
        }
    }

    private static List<Path> allSources() {
        return Stream.concat(House.sources("main").stream(), House.sources("test").stream())
                .toList();
    }

    private static Set<Path> packages(String kind) {
        TreeSet<Path> directories = new TreeSet<>();
        House.sources(kind).forEach(file -> directories.add(file.resolveSibling("").normalize()));
        return directories;
    }

    private static String packageOf(Path directory) {
        String path = directory.toString();
        return path.substring(path.indexOf("/java/") + "/java/".length());
    }

    private static List<Path> directories(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void assertNone(List<String> wrong) {
        assertEquals("", String.join("\n", wrong));
    }
}
