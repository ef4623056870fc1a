package tare.results.foreign;

import tare.results.model.BackendClass;
import tare.results.model.HostFacts;
import tare.results.model.Tool;

/**
 * What a file of another tool does not say of itself.
 *
 * @param name of the file, for errors
 * @param createdAt when it was measured, ISO 8601 in UTC
 * @param host where
 * @param tool who reads it
 * @param backend key of the backend inside which it was measured, where the file does not say
 * @param backendClass of that backend
 */
public record Origin(
        String name,
        String createdAt,
        HostFacts host,
        Tool tool,
        String backend,
        BackendClass backendClass) {}
