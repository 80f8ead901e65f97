package plumb.bench.papers;

import java.util.Arrays;

/// The singular values of a matrix, by turning pairs of columns until all are orthogonal (Hestenes,
/// 1958): their lengths are the singular values.
final class SingularValues {
    private static final double ORTHOGONAL = 1e-10;

    private SingularValues() {}

    /// @param columns `[column][row]`; they are overwritten
    static double mean(double[][] columns) {
        boolean turned = true;
        while (turned) {
            turned = false;
            for (int i = 0; i < columns.length; i++) {
                for (int j = 0; j < i; j++) turned |= turn(columns[i], columns[j]);
            }
        }
        return Arrays.stream(columns).mapToDouble(c -> Math.sqrt(product(c, c))).average()
                .orElseThrow();
    }

    /// Makes two columns orthogonal, unless they are.
    private static boolean turn(double[] a, double[] b) {
        double aa = product(a, a);
        double bb = product(b, b);
        double ab = product(a, b);
        if (Math.abs(ab) <= ORTHOGONAL * Math.sqrt(aa * bb)) return false;
        double zeta = (bb - aa) / (2 * ab);
        double tan = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        double cos = 1 / Math.sqrt(1 + tan * tan);
        double sin = cos * tan;
        for (int k = 0; k < a.length; k++) {
            double x = a[k];
            a[k] = cos * x - sin * b[k];
            b[k] = sin * x + cos * b[k];
        }
        return true;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) sum += a[k] * b[k];
        return sum;
    }
}
