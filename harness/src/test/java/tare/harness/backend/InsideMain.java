package tare.harness.backend;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands in the place of the probe, on a JVM: says what it finds inside, then sends back whatever
 * comes. Arguments: a word, a directory that it may only read, one that it may write to; then,
 * where nothing is inherited, ready's FIFO and the control's.
 */
final class InsideMain {

    /** Word: takes memory until it is killed. */
    static final String EAT = "eat";

    /** Word: answers a byte by what is inside. */
    static final String TELL = "tell";

    private static final int FIFOS = 5;

    private InsideMain() {}

    public static void main(String[] args) throws IOException {
        boolean fifos = args.length == FIFOS;
        OutputStream ready = new FileOutputStream(FileDescriptor.out);
        InputStream control = new FileInputStream(FileDescriptor.in);
        if (fifos) {
            ready = new FileOutputStream(args[FIFOS - 2]);
            control = new FileInputStream(args[FIFOS - 1]);
        }
        ready.write('R');
        if (control.read() < 0) {
            return;
        }
        ready.write('P');
        if (args[0].equals(EAT)) {
            eat();
        }
        DataOutputStream answer = new DataOutputStream(ready);
        if (control.read() >= 0) {
            byte[] facts =
                    facts(Path.of(args[1]), Path.of(args[2]))
                            .toString()
                            .getBytes(StandardCharsets.UTF_8);
            answer.writeInt(facts.length);
            answer.write(facts);
        }
        byte[] buffer = new byte[8192];
        for (int n = control.read(buffer); n >= 0; n = control.read(buffer)) {
            ready.write(buffer, 0, n);
        }
    }

    private static void eat() {
        List<ByteBuffer> eaten = new ArrayList<>();
        while (eaten.size() < Integer.MAX_VALUE) {
            ByteBuffer more = ByteBuffer.allocateDirect(1 << 20);
            for (int at = 0; at < more.capacity(); at += 4096) {
                more.put(at, (byte) 1);
            }
            eaten.add(more);
        }
    }

    /** What is tried; its value, or the exception. */
    private interface Fact {
        Object find() throws IOException;
    }

    private static Map<String, String> facts(Path readOnly, Path writable) {
        Map<String, String> facts = new TreeMap<>();
        Path work = Files.isDirectory(Path.of("/work")) ? Path.of("/work") : writable;
        put(facts, "pid", () -> ProcessHandle.current().pid());
        put(facts, "proc", () -> Files.readString(Path.of("/proc/self/status")).contains("Pid:"));
        put(facts, "network", () -> Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
        put(facts, "loopback", InsideMain::loopback);
        put(facts, "unixSocket", () -> unixSocket(work.resolve("socket")));
        put(facts, "work", () -> written(work.resolve("file")));
        put(facts, "tmp", () -> written(Path.of("/tmp/inside-" + System.nanoTime())));
        put(facts, "shared", () -> written(writable.resolve("from-inside")));
        put(facts, "readOnly", () -> written(readOnly.resolve("from-inside")));
        put(facts, "null", () -> written(Path.of("/dev/null")));
        put(facts, "random", () -> read(Path.of("/dev/urandom")));
        put(facts, "maxMemory", () -> Runtime.getRuntime().maxMemory());
        put(facts, "processors", () -> Runtime.getRuntime().availableProcessors());
        return facts;
    }

    private static void put(Map<String, String> facts, String name, Fact fact) {
        try {
            facts.put(name, String.valueOf(fact.find()));
        } catch (IOException e) {
            facts.put(name, "failed " + e.getClass().getSimpleName());
        }
    }

    private static String loopback() throws IOException {
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket server = new ServerSocket(0, 1, here);
                Socket client = new Socket()) {
            client.connect(new InetSocketAddress(here, server.getLocalPort()), 5_000);
            try (Socket accepted = server.accept()) {
                client.getOutputStream().write(1);
                return "" + accepted.getInputStream().read();
            }
        }
    }

    private static String unixSocket(Path path) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            try (SocketChannel client = SocketChannel.open(address);
                    SocketChannel accepted = server.accept()) {
                client.write(ByteBuffer.allocate(1));
                return "" + accepted.read(ByteBuffer.allocate(1));
            }
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** With fsync, as a workload does it. */
    private static String written(Path path) throws IOException {
        boolean device = path.startsWith("/dev");
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            int count = file.write(ByteBuffer.allocate(1));
            if (!device) {
                file.force(true);
            }
            return "" + count;
        } finally {
            if (!device) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static String read(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            return "" + file.read(ByteBuffer.allocate(1));
        }
    }
}
