/// Measures the `plumb` command from outside, from pressing enter to its end.
@NullMarked
package plumb.bench.launch;

import org.jspecify.annotations.NullMarked;
