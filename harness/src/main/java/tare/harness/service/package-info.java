/**
 * A service inside an instance, asked by an open loop from the host: what a request takes from the
 * moment it was due.
 *
 * <p>Launches by the contract of backends; knows neither experiments nor JMH.
 */
@NullMarked
package tare.harness.service;

import org.jspecify.annotations.NullMarked;
