package tare.workloads.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tare.workloads.benchmark.exchange.PipePingPong;
import tare.workloads.benchmark.exchange.TcpRoundTrip;
import tare.workloads.benchmark.exchange.TcpThroughput;
import tare.workloads.benchmark.exchange.UnixRoundTrip;
import tare.workloads.benchmark.exchange.UnixThroughput;
import tare.workloads.benchmark.files.FileSequential;
import tare.workloads.benchmark.files.FileSmall;
import tare.workloads.benchmark.instance.Requirement;
import tare.workloads.benchmark.memory.Allocation;
import tare.workloads.benchmark.memory.MmapTouch;
import tare.workloads.benchmark.memory.PointerChase;
import tare.workloads.benchmark.memory.StreamTriad;
import tare.workloads.benchmark.processor.Canary;
import tare.workloads.benchmark.processor.Linpack;
import tare.workloads.benchmark.system.ClockGettime;
import tare.workloads.benchmark.system.ProcessCreate;
import tare.workloads.benchmark.system.SystemCall;
import tare.workloads.benchmark.system.ThreadCreate;

/**
 * The JMH workloads, in the order in which they are shown. Every score is in nanoseconds per
 * operation, less is better. Forks, iterations and heap are the host's to set.
 */
public final class Workloads {

    /** The workload that checks the fork, and is no figure of its own; see {@link Canary}. */
    public static final String CANARY = "canary";

    /**
     * What every fork's JVM is given. One collector, without threads of its own: a JVM would choose
     * by the processors and the memory that it sees, and so not the same inside and outside.
     */
    public static final List<String> JVM_ARGUMENTS = List.of("-XX:+UseSerialGC");

    /**
     * Modules of the JDK that a runtime must have for the benchmarks and for JMH's side in the
     * fork. The tool that starts processes, {@code lib/jspawnhelper}, comes with the first.
     */
    public static final Set<String> MODULES =
            Set.of(
                    "java.base",
                    "java.logging",
                    "java.management",
                    "jdk.httpserver",
                    "jdk.management",
                    "jdk.unsupported");

    private static final String HUGE = "-XX:+UseTransparentHugePages";

    private static final List<Workload> ALL =
            Stream.of(processor(), memory(), system(), files(), exchange())
                    .flatMap(List::stream)
                    .toList();

    private Workloads() {}

    /** All of them. */
    public static List<Workload> all() {
        return ALL;
    }

    /** The one of that name. */
    public static Optional<Workload> named(String id) {
        return ALL.stream().filter(workload -> workload.id().equals(id)).findFirst();
    }

    private static List<Workload> processor() {
        Variant small = Variant.plain().with("n", "300");
        return List.of(
                workload(
                        CANARY,
                        Canary.class,
                        "divide",
                        "32 divisions of longs: whether JMH's hints reached the fork, no figure"
                                + " of its own"),
                new Workload(
                        "linpack",
                        Linpack.class,
                        "solve",
                        List.of(small, Variant.plain().with("n", "1000")),
                        List.of(small),
                        Set.of(),
                        "a dense system of n linear equations solved, 2/3 n³ + 2 n² floating-point"
                                + " operations"));
    }

    private static List<Workload> memory() {
        Variant small = Variant.plain().with("array", "32MiB").heap(256);
        // All but the least goes to the old generation: three arrays have no room in less.
        Variant large = Variant.plain().with("array", "256MiB").heap(960).arguments("-Xmn64m");
        return List.of(
                new Workload(
                        "stream-triad",
                        StreamTriad.class,
                        "triad",
                        List.of(small, large),
                        List.of(small),
                        Set.of(Requirement.MEMORY),
                        "a[i] = b[i] + 3 c[i] over three arrays of doubles, each of array bytes"),
                pointerChase(),
                workload(
                        "allocation",
                        Allocation.class,
                        "allocate",
                        "an array of 504 bytes on average allocated, every 64th kept for a while,"
                                + " collections included"),
                new Workload(
                        "mmap-touch",
                        MmapTouch.class,
                        "touch",
                        List.of(Variant.plain().heap(128)),
                        List.of(Variant.plain().heap(128)),
                        Set.of(Requirement.MEMORY),
                        "a fresh page of 4 KiB filled with zeros, its share of mapping and"
                                + " unmapping 64 MiB included"));
    }

    private static Workload pointerChase() {
        List<Variant> variants = new ArrayList<>();
        List<Variant> quick = new ArrayList<>();
        for (String size : List.of("16KiB", "256KiB", "4MiB", "64MiB", "256MiB")) {
            int heap = size.equals("256MiB") ? 512 : 192;
            Variant sized = Variant.plain().with("size", size).heap(heap);
            Variant usual = sized.with("pages", "default");
            variants.add(usual);
            if (size.equals("64MiB")) {
                quick.add(usual);
            }
            variants.add(
                    sized.with("pages", "huge")
                            .arguments(HUGE)
                            .needing(Requirement.HUGE_PAGES, Requirement.PROC));
        }
        return new Workload(
                "pointer-chase",
                PointerChase.class,
                "chase",
                variants,
                quick,
                Set.of(Requirement.MEMORY),
                "a load whose address is what the load before it gave, over every line of size"
                        + " bytes in random order");
    }

    private static List<Workload> system() {
        Variant seek = Variant.plain().with("call", "seek");
        return List.of(
                new Workload(
                        "system-call",
                        SystemCall.class,
                        "call",
                        List.of(seek, Variant.plain().with("call", "read-zero")),
                        List.of(seek),
                        Set.of(Requirement.DEVICES),
                        "one system call by Java's thinnest way to it: lseek on /dev/null, or read"
                                + " of a byte from /dev/zero"),
                workload(
                        "clock-gettime",
                        ClockGettime.class,
                        "read",
                        "the monotonic clock read, by System.nanoTime"),
                workload(
                        "thread-create",
                        ThreadCreate.class,
                        "startAndJoin",
                        "a thread started that does nothing, and joined",
                        Requirement.TASKS),
                workload(
                        "process-create",
                        ProcessCreate.class,
                        "startAndWait",
                        "a static program of some hundred bytes started, and waited for",
                        Requirement.TASKS,
                        Requirement.WRITABLE_ROOT,
                        Requirement.EXECUTION,
                        Requirement.DEVICES));
    }

    private static List<Workload> files() {
        Variant root = Variant.plain().with("place", "root").needing(Requirement.WRITABLE_ROOT);
        Variant bind = Variant.plain().with("place", "bind").needing(Requirement.BIND_MOUNT);
        return List.of(
                new Workload(
                        "file-small",
                        FileSmall.class,
                        "live",
                        List.of(root, bind),
                        List.of(root),
                        Set.of(Requirement.SPACE),
                        "a file of 4 KiB created, written, fsynced, renamed, looked at, deleted"),
                new Workload(
                        "file-sequential",
                        FileSequential.class,
                        "writeAndRead",
                        List.of(root, bind),
                        List.of(bind),
                        Set.of(Requirement.SPACE),
                        "8 MiB written and read back in pieces of 64 KiB, through the page cache"));
    }

    private static List<Workload> exchange() {
        return List.of(
                workload(
                        "pipe-ping-pong",
                        PipePingPong.class,
                        "exchange",
                        "a byte to another thread and one back, over pipes",
                        Requirement.TASKS),
                workload(
                        "tcp-round-trip",
                        TcpRoundTrip.class,
                        "exchange",
                        "a byte to another thread and one back, over TCP on loopback",
                        Requirement.LOOPBACK),
                workload(
                        "tcp-throughput",
                        TcpThroughput.class,
                        "send",
                        "1 MiB to another thread over TCP on loopback, and a byte back",
                        Requirement.LOOPBACK),
                workload(
                        "unix-round-trip",
                        UnixRoundTrip.class,
                        "exchange",
                        "a byte to another thread and one back, over a Unix socket",
                        Requirement.UNIX_SOCKETS,
                        Requirement.WRITABLE_ROOT),
                new Workload(
                        "unix-throughput",
                        UnixThroughput.class,
                        "send",
                        List.of(Variant.plain()),
                        List.of(),
                        Set.of(Requirement.UNIX_SOCKETS, Requirement.WRITABLE_ROOT),
                        "1 MiB to another thread over a Unix socket, and a byte back"));
    }

    /** One without parameters, and in the quick profile. */
    private static Workload workload(
            String id, Class<?> benchmark, String method, String operation, Requirement... needs) {
        List<Variant> variants = List.of(Variant.plain());
        return new Workload(id, benchmark, method, variants, variants, Set.of(needs), operation);
    }
}
