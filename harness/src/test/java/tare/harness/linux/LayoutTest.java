package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes, offsets and numbers that Java writes down, against the kernel's own headers. */
class LayoutTest {

    @TempDir Path directory;

    private static final String HEADERS =
            """
            #define _GNU_SOURCE
            #include <fcntl.h>
            #include <linux/audit.h>
            #include <linux/capability.h>
            #include <linux/filter.h>
            #include <linux/prctl.h>
            #include <linux/sched.h>
            #include <linux/seccomp.h>
            #include <linux/time_types.h>
            #include <poll.h>
            #include <signal.h>
            #include <stddef.h>
            #include <stdio.h>
            #include <sys/mman.h>
            #include <sys/mount.h>
            #include <sys/inotify.h>
            #include <sys/resource.h>
            #include <sys/socket.h>
            #include <sys/un.h>
            #define O(type, field) (long)offsetof(struct type, field)
            #define S(type) (long)sizeof(struct type)
            """;

    /** Expressions of C, each with what Java has for it. */
    private static final List<String> FACTS =
            List.of(
                    "S(pollfd) 8",
                    "O(pollfd, events) 4",
                    "O(pollfd, revents) 6",
                    "POLLIN 1",
                    "POLLHUP 16",
                    "S(__kernel_timespec) 16",
                    "O(__kernel_timespec, tv_nsec) 8",
                    "S(rusage) 144",
                    "O(rusage, ru_utime) 0",
                    "O(rusage, ru_stime) 16",
                    "O(timeval, tv_usec) 8",
                    "S(__user_cap_header_struct) 8",
                    "S(__user_cap_data_struct) 12",
                    "O(__user_cap_data_struct, permitted) 4",
                    "O(__user_cap_data_struct, inheritable) 8",
                    "_LINUX_CAPABILITY_VERSION_3 0x20080522",
                    "CAP_SYS_ADMIN 21",
                    "PR_CAPBSET_DROP 24",
                    "PR_CAP_AMBIENT 47",
                    "PR_CAP_AMBIENT_CLEAR_ALL 4",
                    "PR_SET_NO_NEW_PRIVS 38",
                    "S(sock_filter) 8",
                    "O(sock_filter, jt) 2",
                    "O(sock_filter, jf) 3",
                    "O(sock_filter, k) 4",
                    "S(sock_fprog) 16",
                    "O(sock_fprog, filter) 8",
                    "O(seccomp_data, nr) 0",
                    "O(seccomp_data, arch) 4",
                    "(BPF_LD|BPF_W|BPF_ABS) 0x20",
                    "(BPF_JMP|BPF_JEQ|BPF_K) 0x15",
                    "(BPF_RET|BPF_K) 6",
                    "SECCOMP_SET_MODE_FILTER 1",
                    "SECCOMP_RET_KILL_PROCESS 0x80000000",
                    "SECCOMP_RET_ALLOW 0x7fff0000",
                    "AUDIT_ARCH_X86_64 0xC000003E",
                    "AUDIT_ARCH_AARCH64 0xC00000B7",
                    "O_CLOEXEC 0x80000",
                    "O_WRONLY 1",
                    "AT_FDCWD -100",
                    "F_ADD_SEALS 1033",
                    "(F_SEAL_SEAL|F_SEAL_SHRINK|F_SEAL_GROW|F_SEAL_WRITE) 15",
                    "(MFD_CLOEXEC|MFD_ALLOW_SEALING) 3",
                    "(PROT_READ|PROT_EXEC) 5",
                    "MAP_PRIVATE 2",
                    "(CLONE_VM|CLONE_PIDFD|CLONE_VFORK|SIGCHLD) 0x5111",
                    "CLONE_NEWUSER 0x10000000",
                    "CLONE_NEWPID 0x20000000",
                    "CLONE_NEWNS 0x20000",
                    "CLONE_NEWUTS 0x4000000",
                    "CLONE_NEWIPC 0x8000000",
                    "CLONE_NEWNET 0x40000000",
                    "CLONE_NEWCGROUP 0x2000000",
                    "(MS_REC|MS_PRIVATE) 0x44000",
                    "(MS_NOSUID|MS_NODEV|MS_NOEXEC) 14",
                    "(MS_REMOUNT|MS_BIND|MS_RDONLY) 4129",
                    "MNT_DETACH 2",
                    "AF_UNIX 1",
                    "(SOCK_STREAM|SOCK_NONBLOCK|SOCK_CLOEXEC) 0x80801",
                    "S(sockaddr_un) 110",
                    "O(sockaddr_un, sun_path) 2",
                    "(IN_CREATE|IN_MOVED_TO) 0x180",
                    "(IN_NONBLOCK|IN_CLOEXEC) 0x80800",
                    "SIG_SETMASK 2",
                    "SIGKILL 9",
                    "SIGSTOP 19");

    @Test
    void structuresAndConstantsAreTheKernels() throws Exception {
        StringBuilder program = new StringBuilder(HEADERS).append("int main(void) {\n");
        StringBuilder expected = new StringBuilder();
        for (String fact : FACTS) {
            int space = fact.lastIndexOf(' ');
            String expression = fact.substring(0, space);
            program.append("printf(\"%s %ld\\n\", \"")
                    .append(expression)
                    .append("\", (long)(")
                    .append(expression)
                    .append("));\n");
            long value = Long.decode(fact.substring(space + 1));
            expected.append(expression).append(' ').append(value).append('\n');
        }
        assertEquals(expected.toString(), run(program.append("}\n").toString()));
    }

    @Test
    void numbersOnX8664AreTheKernels() throws Exception {
        assertEquals(numbers(Architecture.X86_64), run(calls("#include <asm/unistd_64.h>\n")));
    }

    /** The generic table is that of aarch64. */
    @Test
    void numbersOnAarch64AreTheKernels() throws Exception {
        String generic =
                """
                #include <asm/bitsperlong.h>
                #define __ARCH_WANT_RENAMEAT
                #define __ARCH_WANT_NEW_STAT
                #define __ARCH_WANT_SET_GET_RLIMIT
                #define __ARCH_WANT_TIME32_SYSCALLS
                #define __ARCH_WANT_SYS_CLONE3
                #include <asm-generic/unistd.h>
                """;
        assertEquals(numbers(Architecture.AARCH64), run(calls(generic)));
    }

    private static String numbers(Architecture architecture) {
        StringBuilder lines = new StringBuilder();
        for (Syscall call : Syscall.values()) {
            lines.append(call.manualName()).append(' ').append(call.number(architecture));
            lines.append('\n');
        }
        return lines.toString();
    }

    private static String calls(String include) {
        StringBuilder program = new StringBuilder(include).append("#include <stdio.h>\n");
        program.append("int main(void) {\n");
        for (Syscall call : Syscall.values()) {
            String name = call.manualName();
            program.append("printf(\"" + name + " %d\\n\", __NR_" + name + ");\n");
        }
        return program.append("}\n").toString();
    }

    private String run(String program) throws Exception {
        Needs.that(Files.isExecutable(Path.of("/usr/bin/gcc")), "no gcc");
        Path source = Files.writeString(directory.resolve("layout.c"), program);
        Path binary = directory.resolve("layout");
        execute("/usr/bin/gcc", "-o", binary.toString(), source.toString());
        return execute(binary.toString());
    }

    private static String execute(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
