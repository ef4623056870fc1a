/**
 * A service that runs inside an instance and is asked from outside: a store of keys and values over
 * HTTP.
 *
 * <p>Knows nothing of who asks, and of no backend.
 */
@NullMarked
package tare.workloads.service;

import org.jspecify.annotations.NullMarked;
