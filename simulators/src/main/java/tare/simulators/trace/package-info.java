/**
 * What traces say, in one neutral form, row by row: a trace may be larger than memory. Formats have
 * packages of their own below.
 *
 * <p>Reads the files it is given and nothing else; knows no policy and no technology. A row that
 * cannot be meant stops the reading with file, line and field; what may be read on is counted. No
 * value is ever NaN.
 */
@NullMarked
package tare.simulators.trace;

import org.jspecify.annotations.NullMarked;
