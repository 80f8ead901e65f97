/// What Plumb alone is measured for.
@NullMarked
package plumb.bench.probe;

import org.jspecify.annotations.NullMarked;
