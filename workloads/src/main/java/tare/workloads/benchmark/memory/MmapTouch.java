package tare.workloads.benchmark.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

/**
 * First touch of fresh memory.
 *
 * <p>One operation: one page of 4 KiB, of the {@value #PAGES} that are mapped, filled with zeros
 * and unmapped together. A direct buffer of 64 MiB is larger than what the C library ever keeps, so
 * that each is one {@code mmap} and, at its end, one {@code munmap}, shared by all pages; Java
 * fills it with zeros at once, which is the touch. The filling itself is part of it: some 50 ns a
 * page.
 *
 * <p>Stresses page faults, the kernel's giving and taking of pages, and page tables: with nested or
 * shadow paging also the hypervisor's. Where the kernel gives huge pages unasked there are 512
 * times fewer faults, and the score is the zeroing.
 *
 * <p>Mirrors lmbench's {@code lat_pagefault} and {@code lat_mmap} in intent; theirs map a file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MmapTouch {

    static final int PAGES = 16_384;
    static final int PAGE_BYTES = 4096;

    /** A direct buffer's memory would else go at some collection, much later. */
    private static final MethodHandle FREE = free();

    /** Fails early where there is not so much memory. */
    @Setup
    public void tryOnce() {
        touch();
    }

    /** The measured path. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    public int touch() {
        ByteBuffer fresh = map();
        int last = fresh.get(fresh.capacity() - 1);
        unmap(fresh);
        return last;
    }

    static ByteBuffer map() {
        try {
            return ByteBuffer.allocateDirect(PAGES * PAGE_BYTES);
        } catch (OutOfMemoryError e) {
            throw Lack.of(Requirement.MEMORY, "a buffer of 64 MiB", e).exception();
        }
    }

    static void unmap(ByteBuffer buffer) {
        try {
            FREE.invokeExact(buffer);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a direct buffer cannot be freed: " + e);
        }
    }

    /** Of module jdk.unsupported, by reflection: its name draws a warning that stops the build. */
    private static MethodHandle free() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field instance = type.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            MethodType shape = MethodType.methodType(void.class, ByteBuffer.class);
            return MethodHandles.lookup()
                    .findVirtual(type, "invokeCleaner", shape)
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
