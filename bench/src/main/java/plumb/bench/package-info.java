/// Measures Plumb and its peers in one run and writes what was found.
@NullMarked
package plumb.bench;

import org.jspecify.annotations.NullMarked;
