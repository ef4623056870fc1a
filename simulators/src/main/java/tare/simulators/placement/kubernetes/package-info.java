/**
 * Kubernetes' scheduler: filters, scores in whole numbers, the sample of nodes, ties at random.
 *
 * <p>Source: kubernetes/kubernetes, pkg/scheduler and docs "Scheduler Performance Tuning". Knows
 * nothing of time, technologies or scenarios.
 */
@NullMarked
package tare.simulators.placement.kubernetes;

import org.jspecify.annotations.NullMarked;
