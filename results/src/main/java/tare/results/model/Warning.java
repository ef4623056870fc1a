package tare.results.model;

/**
 * Something that a reader of the result should know.
 *
 * @param detail the particulars, with figures; may be empty
 */
public record Warning(WarningKind kind, String detail) {}
