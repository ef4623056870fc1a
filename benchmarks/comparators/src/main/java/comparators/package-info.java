/**
 * Other simulators, each as a program of its own that plays the scenario which Tare plays, and
 * prints the same figures.
 *
 * <p>Outside of the reactor for their licences: nothing of Tare imports it, and it imports nothing
 * of Tare.
 */
package comparators;
