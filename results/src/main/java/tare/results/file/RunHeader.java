package tare.results.file;

import tare.results.model.HostFacts;
import tare.results.model.Plan;
import tare.results.model.Tool;

/**
 * What is known of a run before its first step.
 *
 * @param createdAt when it began, ISO 8601 in UTC
 */
public record RunHeader(String createdAt, Tool tool, HostFacts host, Plan plan) {}
