package tare.harness.backend.initramfs;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import tare.workloads.agent.Agent;
import tare.workloads.agent.Starter;
import tare.workloads.probe.Probe;

/** What is in the first file system of a guest, in the order in which it is unpacked. */
public final class Initramfs {

    private static final int BLOCK_BYTES = 512;
    private static final int PIECE_BYTES = 64 << 10;
    private static final int EXECUTABLE = CpioConstants.C_ISREG | 0755;
    private static final int READABLE = CpioConstants.C_ISREG | 0644;
    private static final int DIRECTORY = CpioConstants.C_ISDIR | 0755;
    private static final int LINK = CpioConstants.C_ISLNK | 0777;
    private static final int TERMINAL = CpioConstants.C_ISCHR | 0600;

    private static final Content NOTHING = Content.of(new byte[0]);

    private record Entry(String name, long mode, long major, long minor, Content content) {}

    /** Read when the archive is written: a runtime's files are larger than a step's heap. */
    private interface Content {

        long size() throws IOException;

        InputStream open() throws IOException;

        static Content of(byte[] bytes) {
            return new Content() {
                @Override
                public long size() {
                    return bytes.length;
                }

                @Override
                public InputStream open() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }

        static Content of(Path file) {
            return new Content() {
                @Override
                public long size() throws IOException {
                    return Files.size(file);
                }

                @Override
                public InputStream open() throws IOException {
                    return Files.newInputStream(file);
                }
            };
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    /** The probe as {@code /init}, an empty {@code /dev} and the console, which kernels open. */
    public static Initramfs ofProbe() {
        return new Initramfs()
                .program("init", Probe.bytesForThisMachine())
                .directory("dev")
                .terminal("dev/console", 5, 1);
    }

    /** The agent as {@code /init} and the probe beside it, for guests with containers inside. */
    public static Initramfs ofAgent() {
        return new Initramfs()
                .program("init", Agent.bytesForThisMachine())
                .program("probe", Probe.bytesForThisMachine())
                .directory("dev")
                .terminal("dev/console", 5, 1);
    }

    /** What becomes another program as {@code /init}; that, and all it needs, is to be added. */
    public static Initramfs ofStarter() {
        return new Initramfs()
                .program("init", Starter.bytesForThisMachine())
                .directory("dev")
                .terminal("dev/console", 5, 1);
    }

    /** Nothing yet: to be appended to another, over which it is unpacked. */
    public static Initramfs empty() {
        return new Initramfs();
    }

    /**
     * Adds a program that everybody may execute.
     *
     * @param name without a leading slash
     */
    public Initramfs program(String name, byte[] content) {
        entries.add(new Entry(name, EXECUTABLE, 0, 0, Content.of(content.clone())));
        return this;
    }

    /**
     * Adds a program or a library of the host's, which is read when the archive is written.
     *
     * @param name without a leading slash
     */
    public Initramfs program(String name, Path file) {
        entries.add(new Entry(name, EXECUTABLE, 0, 0, Content.of(file)));
        return this;
    }

    /**
     * Adds a file that everybody may read.
     *
     * @param name without a leading slash
     */
    public Initramfs text(String name, byte[] content) {
        entries.add(new Entry(name, READABLE, 0, 0, Content.of(content.clone())));
        return this;
    }

    /** Adds a symbolic link. */
    public Initramfs link(String name, Path target) {
        byte[] content = target.toString().getBytes(StandardCharsets.UTF_8);
        entries.add(new Entry(name, LINK, 0, 0, Content.of(content)));
        return this;
    }

    /** Adds an empty directory; what is in it comes after it. */
    public Initramfs directory(String name) {
        entries.add(new Entry(name, DIRECTORY, 0, 0, NOTHING));
        return this;
    }

    /**
     * Adds the kernel's modules that the agent loads before it is ready; nothing where there are
     * none.
     *
     * @param files in the order in which they are loaded
     * @throws UncheckedIOException if one cannot be read
     */
    public Initramfs modules(List<Path> files) {
        if (!files.isEmpty()) {
            directory("modules");
        }
        for (int i = 0; i < files.size(); i++) {
            try {
                program("modules/" + i, Files.readAllBytes(files.get(i)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the module " + files.get(i), e);
            }
        }
        return this;
    }

    /**
     * Adds a character device, by its numbers ({@code Documentation/admin-guide/devices.txt}).
     *
     * @param major 4 for terminals and serial lines
     */
    public Initramfs terminal(String name, int major, int minor) {
        entries.add(new Entry(name, TERMINAL, major, minor, NOTHING));
        return this;
    }

    /**
     * The archive: of root's, without times, with inodes numbered from 1.
     *
     * @throws UncheckedIOException if a file of the host's cannot be read
     */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what goes into the initramfs", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the archive; closes what it writes to. A file that grows meanwhile goes in as long as
     * it was when it came to its turn.
     *
     * @throws IOException also if a file becomes shorter meanwhile
     */
    public void writeTo(OutputStream output) throws IOException {
        try (CpioArchiveOutputStream archive =
                new CpioArchiveOutputStream(
                        output, CpioConstants.FORMAT_NEW, BLOCK_BYTES, "US-ASCII")) {
            int inode = 1;
            for (Entry entry : entries) {
                long size = entry.content().size();
                archive.putArchiveEntry(header(entry, inode++, size));
                try (InputStream content = entry.content().open()) {
                    copy(content, size, archive);
                }
                archive.closeArchiveEntry();
            }
        }
    }

    private static void copy(InputStream from, long size, OutputStream to) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        long left = size;
        while (left > 0) {
            int read = from.read(piece, 0, (int) Math.min(left, piece.length));
            if (read < 0) {
                throw new EOFException("a file became shorter while it was read");
            }
            to.write(piece, 0, read);
            left -= read;
        }
    }

    private static CpioArchiveEntry header(Entry entry, int inode, long bytes) {
        boolean directory = entry.mode() == DIRECTORY;
        CpioArchiveEntry header = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, entry.name());
        header.setInode(inode);
        header.setMode(entry.mode());
        header.setNumberOfLinks(directory ? 2 : 1);
        header.setRemoteDeviceMaj(entry.major());
        header.setRemoteDeviceMin(entry.minor());
        header.setSize(bytes);
        header.setTime(0);
        return header;
    }

    /**
     * The archive as a file, which is there as a whole or not at all; the same for all of a run.
     *
     * @param directory private to the run
     * @param name of the file, different for different contents
     * @return absolute
     * @throws UncheckedIOException if it cannot be written, or what goes into it not read
     */
    public Path in(Path directory, String name) {
        Path file = directory.toAbsolutePath().resolve(name);
        try {
            if (!Files.exists(file)) {
                write(file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the initramfs " + file, e);
        }
    }

    private void write(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path aside =
                Files.createTempFile(
                        parent,
                        file.getFileName() + "-",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            writeTo(new BufferedOutputStream(Files.newOutputStream(aside)));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
