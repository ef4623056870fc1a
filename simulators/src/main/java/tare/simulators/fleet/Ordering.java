package tare.simulators.fleet;

import java.util.Arrays;

/** Sorts indices by keys in an array, without an object for each. */
public final class Ordering {

    private Ordering() {}

    /**
     * The indices 0 to {@code count - 1} by ascending key; those of equal keys in ascending order.
     * A merge sort: O(n log n).
     */
    public static int[] ascending(long[] keys, int count) {
        int[] from = new int[count];
        Arrays.setAll(from, i -> i);
        int[] to = new int[count];
        for (long width = 1; width < count; width *= 2) {
            for (long low = 0; low < count; low += 2 * width) {
                int middle = (int) Math.min(low + width, count);
                int high = (int) Math.min(low + 2 * width, count);
                merge(keys, from, to, (int) low, middle, high);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(long[] keys, int[] from, int[] to, int low, int middle, int high) {
        if (middle == high || keys[from[middle - 1]] <= keys[from[middle]]) {
            System.arraycopy(from, low, to, low, high - low);
            return;
        }
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft =
                    right == high || (left < middle && keys[from[left]] <= keys[from[right]]);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
