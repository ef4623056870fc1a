/**
 * Runs a fleet: {@link tare.simulators.engine.Case} in, {@link tare.simulators.engine.Outcome} out,
 * a pure function of a small value.
 *
 * <p>The design. A {@code Case} is a record of records (fleet, workload spec, policy's name,
 * overhead of the isolation, admission, step, seed), so that it can be written to a file, and sent
 * elsewhere; {@code Simulation.run(case, traces)} draws the workload into the arrays of {@link
 * tare.simulators.fleet.Workload} and plays it against the arrays of {@code placement.Hosts}. No
 * object exists for an instance or a host. A trace is a {@code WorkloadSpec.Recorded}; whoever
 * reads it hands in {@code WorkloadSpec.Traces}.
 *
 * <p>Time is discrete events in whole nanoseconds. At one instant departures come first, by index;
 * then arrivals, by index; then what waits is tried in the order that the policy states. With a
 * step above 0, what happens within a step happens at its end, on the same arrays. Gangs are placed
 * whole or not at all.
 *
 * <p>Every outcome carries a lower bound on the hosts, and whether the policy met it.
 *
 * <p>Knows policies by their contract and by name only; no technology's figures, no file, no clock,
 * no thread.
 */
@NullMarked
package tare.simulators.engine;

import org.jspecify.annotations.NullMarked;
