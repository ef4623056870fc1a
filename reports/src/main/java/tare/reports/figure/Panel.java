package tare.reports.figure;

/**
 * A figure with the table that holds its numbers; the two are never apart.
 *
 * @param table what the picture was drawn from, for those who want the numbers or cannot see it
 */
public record Panel(Figure figure, Table table) {}
