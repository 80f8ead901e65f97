/// JMH benchmarks of the kernels and of a whole step.
@NullMarked
package plumb.bench.jmh;

import org.jspecify.annotations.NullMarked;
