package tare.reports.figure;

/** A point of a figure, in the base units of its axes. */
public record Point(double x, double y) {}
