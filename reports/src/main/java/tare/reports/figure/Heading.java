package tare.reports.figure;

/**
 * The words that belong to a figure.
 *
 * @param id a name in lower case, unique in the page
 * @param title what is shown, with its scale where that is logarithmic
 * @param description the finding in a sentence or two, for those who cannot see the picture
 * @param caption how to read it: units, intervals, number of samples and rounds
 */
public record Heading(String id, String title, String description, String caption) {}
