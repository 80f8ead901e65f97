/// Published results, each measured again by Plumb and held against what it must show.
@NullMarked
package plumb.bench.papers;

import org.jspecify.annotations.NullMarked;
