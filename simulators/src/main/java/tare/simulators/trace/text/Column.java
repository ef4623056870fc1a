package tare.simulators.trace.text;

/**
 * Where a field stands.
 *
 * @param index from 0
 * @param name for messages
 */
record Column(int index, String name) {}
