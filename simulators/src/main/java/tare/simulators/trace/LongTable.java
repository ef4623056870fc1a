package tare.simulators.trace;

import java.util.Arrays;

/**
 * A map from fingerprints to numbers in two arrays: 16 bytes an entry, twice that where half full.
 */
final class LongTable {

    private static final int LEAST = 64;

    private long[] keys = new long[LEAST];
    private long[] values = new long[LEAST];
    private int size;

    /** The value of a key, or {@code absent}. */
    long get(long key, long absent) {
        int slot = slot(usable(key));
        return keys[slot] == 0 ? absent : values[slot];
    }

    /** Sets the value of a key. Whether it was absent. */
    boolean put(long key, long value) {
        int slot = slot(usable(key));
        boolean isNew = keys[slot] == 0;
        keys[slot] = usable(key);
        values[slot] = value;
        if (isNew && ++size * 2L > keys.length) {
            grow();
        }
        return isNew;
    }

    /** 0 marks an empty slot. */
    private static long usable(long key) {
        return key == 0 ? 1 : key;
    }

    private int slot(long key) {
        int slot = (int) key & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[Math.multiplyExact(oldKeys.length, 2)];
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
        Arrays.fill(oldKeys, 0);
    }

    /**
     * 64 bits that tell names apart: two of three million names share one with a probability of
     * under one in a million. FNV-1a, then Stafford's thirteenth mixer.
     */
    static long fingerprint(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
