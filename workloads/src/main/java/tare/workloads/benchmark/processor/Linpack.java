package tare.workloads.benchmark.processor;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Solves a dense system of linear equations.
 *
 * <p>One operation: a matrix of {@code n} by {@code n} doubles is copied, taken apart into L and U
 * with partial pivoting, and one right side solved: 2/3 n³ + 2 n² floating-point operations. The
 * copy is 1 % of it at n = 300.
 *
 * <p>Stresses floating-point units, vector instructions and the nearer caches; no system call, no
 * allocation. What slows it is the processor's time taken away, or vector instructions that the
 * instance is not shown.
 *
 * <p>Mirrors Linpack of the IBM report of 2014 (Felter and others, RC25482): Docker 0 %, KVM −2 %
 * tuned and −17 % untuned. Theirs was Intel's library on all cores with large matrices, this is
 * plain Java on one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Linpack {

    private static final long SEED = 20140721;

    /** Rows of the matrix. */
    @Param({"300", "1000"})
    public int n;

    private double[][] matrix = {};
    private double[][] work = {};
    private double[] right = {};
    private double[] solution = {};

    /** Fills matrix and right side, the same each time. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(SEED);
        matrix = new double[n][n];
        work = new double[n][n];
        right = new double[n];
        solution = new double[n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                matrix[row][column] = random.nextDouble() - 0.5;
            }
            right[row] = random.nextDouble() - 0.5;
        }
    }

    /** The measured path. */
    @Benchmark
    public double[] solve() {
        for (int row = 0; row < n; row++) {
            System.arraycopy(matrix[row], 0, work[row], 0, n);
        }
        System.arraycopy(right, 0, solution, 0, n);
        eliminate(work, solution);
        substitute(work, solution);
        return solution;
    }

    /**
     * How well the last solution solves: the largest |Ax − b|, over n, the largest |A|, the largest
     * |x| and the precision of a double. Of the order of 1 if all is well.
     */
    double residual() {
        double worst = 0;
        for (int row = 0; row < n; row++) {
            double sum = -right[row];
            for (int column = 0; column < n; column++) {
                sum += matrix[row][column] * solution[column];
            }
            worst = Math.max(worst, Math.abs(sum));
        }
        double largest = Arrays.stream(solution).map(Math::abs).max().orElseThrow();
        return worst / (n * 0.5 * largest * Math.ulp(1.0));
    }

    private static void eliminate(double[][] a, double[] b) {
        for (int step = 0; step < a.length; step++) {
            int pivot = pivot(a, step);
            double[] top = a[pivot];
            a[pivot] = a[step];
            a[step] = top;
            double right = b[pivot];
            b[pivot] = b[step];
            b[step] = right;
            if (top[step] == 0) {
                throw new ArithmeticException("the matrix has no inverse");
            }
            for (int row = step + 1; row < a.length; row++) {
                double factor = a[row][step] / top[step];
                a[row][step] = factor;
                subtract(a[row], top, factor, step + 1);
                b[row] -= factor * right;
            }
        }
    }

    private static int pivot(double[][] a, int step) {
        int best = step;
        for (int row = step + 1; row < a.length; row++) {
            if (Math.abs(a[row][step]) > Math.abs(a[best][step])) {
                best = row;
            }
        }
        return best;
    }

    /** The inner loop, by itself so that it is compiled to vector instructions. */
    private static void subtract(double[] from, double[] what, double factor, int first) {
        for (int i = first; i < from.length; i++) {
            from[i] -= factor * what[i];
        }
    }

    private static void substitute(double[][] a, double[] b) {
        for (int row = a.length - 1; row >= 0; row--) {
            double sum = b[row];
            for (int column = row + 1; column < a.length; column++) {
                sum -= a[row][column] * b[column];
            }
            b[row] = sum / a[row][row];
        }
    }
}
