import org.jspecify.annotations.NullMarked;

/// The engine of Plumb: networks, training, gauges, diagnosis and repair.
///
/// The packages are exported in the order of their dependence: each uses only those before it.
/// The Vector API is used where its module is present; the scalar kernels serve elsewhere.
@NullMarked
module plumb {
    requires static jdk.incubator.vector;
    requires static transitive org.jspecify;

    exports plumb.text;
    exports plumb.math;
    exports plumb.nn;
    exports plumb.optim;
    exports plumb.data;
    exports plumb.train;
    exports plumb.theory;
    exports plumb.gauge;
    exports plumb.diagnose;
    exports plumb.remedy;
    exports plumb.report;
    exports plumb.sweep;
}
