package tare.simulators.scenario.file;

/**
 * Where a scenario comes from.
 *
 * @param text of it, YAML or JSON
 * @param file as errors call it
 * @param name that it has unless it says another
 * @param again whether an earlier result holds it: all figures are written out
 */
public record ScenarioSource(String text, String file, String name, boolean again) {}
