/// How often diagnosis and repair are right: on faulty networks that people built, and on many that
/// are drawn at random, healthy and faulty.
@NullMarked
package plumb.bench.clinic;

import org.jspecify.annotations.NullMarked;
