/**
 * Dynamic consolidation of virtual machines: what a day of recorded use costs in energy and in
 * broken promises when machines are moved together and hosts switched off.
 *
 * <p>Here is what editions share: hosts, machines, recorded use, policies, outcome. Knows no file,
 * clock or thread; figures are the same on every machine.
 *
 * <p>Source: Beloglazov, Buyya, "Optimal online deterministic algorithms and adaptive heuristics",
 * CCPE 24(13), 2012.
 */
@NullMarked
package tare.simulators.consolidation;

import org.jspecify.annotations.NullMarked;
