/// Turns what a run measured into text.
@NullMarked
package plumb.bench.report;

import org.jspecify.annotations.NullMarked;
