package plumb.nn;

import plumb.math.Rng;

/// Random orthonormal vectors, uniform over all sets of them (Haar measure): independent normal
/// vectors made orthogonal by the modified Gram-Schmidt process, twice for accuracy.
final class Orthonormal {
    private Orthonormal() {}

    /// Draws `count` orthonormal vectors of `length ≥ count` elements each.
    static double[][] rows(int count, int length, Rng rng) {
        var q = new double[count][length];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < length; k++) q[i][k] = rng.normal();
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) subtract(q[i], inner(q[i], q[j]), q[j]);
            }
            double scale = 1 / Math.sqrt(inner(q[i], q[i]));
            for (int k = 0; k < length; k++) q[i][k] *= scale;
        }
        return q;
    }

    private static double inner(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) sum += a[k] * b[k];
        return sum;
    }

    private static void subtract(double[] a, double factor, double[] b) {
        for (int k = 0; k < a.length; k++) a[k] -= factor * b[k];
    }
}
