package tare.results.model;

/**
 * One unit of work of a run: an experiment on a backend in a round. Steps are listed in the order
 * of execution.
 *
 * @param round number of the round, from 0
 * @param order place within the round, from 0
 */
public record Step(int round, int order, String experiment, String backend) {}
