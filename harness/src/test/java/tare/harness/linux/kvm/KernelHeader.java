package tare.harness.linux.kvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tare.harness.linux.Architecture;
import tare.harness.linux.Needs;

/**
 * Compares numbers with the kernel's header {@code linux/kvm.h}: each pair becomes a static
 * assertion, so that the headers of an architecture that cannot run here are enough.
 */
public final class KernelHeader {

    private final Architecture architecture;
    private final Map<String, Long> expected = new TreeMap<>();

    public KernelHeader(Architecture architecture) {
        this.architecture = architecture;
    }

    /** Expects a C expression to have a value. */
    public void expect(String expression, long value) {
        expected.put(expression, value);
    }

    /** Expects a member of a structure at an offset. */
    public void offset(String struct, String member, long offset) {
        expect("offsetof(struct " + struct + ", " + member + ")", offset);
    }

    /** Expects a structure to have a size. */
    public void size(String struct, long size) {
        expect("sizeof(struct " + struct + ")", size);
    }

    /** Expects a request's number. */
    public void request(KvmRequest request) {
        expect(request.name(), request.number());
    }

    /** Compiles; fails with the compiler's words, which name the expression. */
    public void compare(Path directory) throws IOException, InterruptedException {
        StringBuilder program = new StringBuilder("#include <stddef.h>\n#include <linux/kvm.h>\n");
        expected.forEach(
                (expression, value) ->
                        program.append("_Static_assert((unsigned long long)(")
                                .append(expression)
                                .append(") == ")
                                .append(value)
                                .append("ULL, \"")
                                .append(expression.replace("\"", ""))
                                .append("\");\n"));
        Path source = Files.writeString(directory.resolve("layout.c"), program);
        Needs.that(Files.isExecutable(Path.of("/usr/bin/gcc")), "no gcc");
        List<String> command = new ArrayList<>(List.of("/usr/bin/gcc", "-fsyntax-only"));
        if (architecture != Architecture.current()) {
            Path headers = Path.of("/usr", architecture.id() + "-linux-gnu", "include");
            Needs.that(
                    Files.exists(headers.resolve("asm/kvm.h")),
                    "no kernel headers of " + architecture.id() + " in " + headers);
            command.add("-I" + headers);
        }
        command.add(source.toString());
        Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(gcc.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, gcc.waitFor(), words);
    }
}
