/// The contenders: each trains the same networks, in a process of its own.
@NullMarked
package plumb.bench.contest;

import org.jspecify.annotations.NullMarked;
