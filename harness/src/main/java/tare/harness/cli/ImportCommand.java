package tare.harness.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.results.file.JsonIn;
import tare.results.file.ResultWriter;
import tare.results.foreign.HdrImport;
import tare.results.foreign.JmhImport;
import tare.results.foreign.Origin;
import tare.results.foreign.SampleCsv;
import tare.results.model.BackendClass;
import tare.results.model.HostFacts;
import tare.results.model.RunResult;
import tare.results.model.Tool;

/** {@code tare import}: another tool's file as a result. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a result file of another tool's figures.",
            "JMH's JSON, an HdrHistogram log in nanoseconds, or CSV as 'tare export' writes it. Such files "
                    + "do not name their host: without --like the result is comparable to no other."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare import jmh.json --format jmh --out result.json",
            "  tare import jmh.json --format jmh --like tare-out/latest --backend runc \\",
            "      --class container --out inside.json",
            "",
            "Exit codes: 0 written; 2 usage; 5 unreadable; 6 cannot write, or the target exists."
        })
final class ImportCommand implements Callable<Integer> {

    /** In what form. */
    enum Format {
        JMH,
        CSV,
        HDR
    }

    @Parameters(paramLabel = "FILE", description = "what another tool wrote")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "jmh|csv|hdr",
            required = true,
            description = "in what form it is")
    private String format = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "where the result goes; must not exist")
    private Path out = Path.of("");

    @Option(
            names = "--like",
            paramLabel = "RESULT",
            description = "a result of the same host at the same time: its host facts are taken")
    private @Nullable Path like;

    @Option(
            names = "--backend",
            paramLabel = "KEY",
            description = "inside what it was measured (default: ${DEFAULT-VALUE})")
    private String backend = "process";

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "the class of that backend (default: ${DEFAULT-VALUE})")
    private String backendClass = "process";

    @Override
    public Integer call() {
        Format wanted = Words.constant(Format.class, "--format", format);
        Console console = Console.system();
        NewFile.require(out);
        RunResult result;
        try {
            JsonIn.requirePlausible(file);
            Origin origin = origin(console);
            try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
                result =
                        switch (wanted) {
                            case JMH -> JmhImport.read(stream, origin);
                            case CSV -> SampleCsv.read(stream, origin);
                            case HDR -> HdrImport.read(stream, origin);
                        };
            }
        } catch (IOException e) {
            throw new InputError(
                    "cannot read the file",
                    file.toString(),
                    e.toString(),
                    "look whether the path is right",
                    e);
        }
        result.warnings()
                .forEach(
                        w ->
                                console.err()
                                        .println(
                                                "warning: "
                                                        + w.kind().sentence()
                                                        + ": "
                                                        + w.detail()));
        new ResultWriter().write(result, out);
        console.out()
                .println(
                        "Result: "
                                + out.toAbsolutePath().normalize()
                                + " ("
                                + result.cells().size()
                                + " cells)");
        return 0;
    }

    private Origin origin(Console console) throws IOException {
        BuildInfo build = BuildInfo.load();
        Tool tool = new Tool(build.version(), build.commit(), new TreeMap<>(), new TreeMap<>());
        HostFacts host = new HostFacts(hash(), new TreeMap<>());
        if (like != null) {
            RunResult known = ResultFile.read(like, console);
            host = known.host();
        }
        return new Origin(
                file.toString(),
                Files.getLastModifiedTime(file).toInstant().toString(),
                host,
                tool,
                backend,
                Arrays.stream(BackendClass.values())
                        .filter(known -> known.id().equals(backendClass))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UsageError(
                                                "this is no class of backends",
                                                "--class " + backendClass,
                                                "known are "
                                                        + String.join(
                                                                ", ",
                                                                Arrays.stream(BackendClass.values())
                                                                        .map(BackendClass::id)
                                                                        .toList()),
                                                "--class container")));
    }

    /** A host that nobody else has: what is not known to be the same is not compared. */
    private String hash() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
                stream.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
