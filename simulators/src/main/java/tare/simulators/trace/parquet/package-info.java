/**
 * Traces in Parquet, as OpenDC publishes Bitbrains' and SURF's.
 *
 * <p>The only package that knows Apache's Parquet. It unpacks pages itself, by libraries that are
 * there anyway: the codecs that Parquet would bring come with native code of their own.
 */
@NullMarked
package tare.simulators.trace.parquet;

import org.jspecify.annotations.NullMarked;
