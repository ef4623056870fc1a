package tare.harness.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.harness.linux.Errno;

/** A failed start is told in terms of what can be changed. */
class LimitTest {

    @ParameterizedTest
    @CsvSource({
        "clone, 11, TASKS",
        "pipe2, 24, DESCRIPTORS",
        "KVM_CREATE_VM, 24, DESCRIPTORS",
        "openat, 23, FILES",
        "clone, 28, NAMESPACES",
        "unshare cgroup, 87, NAMESPACES",
        "mount /proc, 28, MOUNTS",
        "mkdir /sys/fs/cgroup/memory/tare-x, 28, CGROUPS",
        "mkdir /sys/fs/cgroup/memory/tare-x, 12, KERNEL_MEMORY",
        "clone, 12, KERNEL_MEMORY",
        "execve, 2, START"
    })
    void errnoAndStep(String step, int errno, Limit limit) {
        assertEquals(limit, Limit.of(new Batch.Stop(false, step, Errno.describe(errno), "")), step);
    }

    @Test
    void memory() {
        assertEquals(Limit.MEMORY_FLOOR, Limit.of(new Batch.Stop(true, "", "1", "")));
    }
}
