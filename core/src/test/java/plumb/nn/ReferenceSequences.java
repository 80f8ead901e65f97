package plumb.nn;

/// Layers on sequences in plain double precision: what one row gives. Parameters lie as the layers
/// say, weights `[feature][sum]`, then those from step to step `[unit][sum]`, then biases.
final class ReferenceSequences {
    private ReferenceSequences() {}

    static double[] simple(SimpleRnn layer, double[] x, double[] p) {
        int n = layer.units();
        int in = p.length / n - n - 1;
        int steps = x.length / in;
        var y = new double[steps * n];
        var h = new double[n];
        for (int t = 0; t < steps; t++) {
            var z = new double[n];
            for (int u = 0; u < n; u++) {
                z[u] = product(x, t * in, in, p, u, n) + product(h, 0, n, p, in * n + u, n)
                        + p[(in + n) * n + u];
            }
            h = ReferenceNetwork.activate(layer.activation(), z);
            System.arraycopy(h, 0, y, t * n, n);
        }
        return y;
    }

    static double[] lstm(Lstm layer, double[] x, double[] p) {
        int n = layer.units();
        int sums = 4 * n;
        int in = p.length / sums - n - 1;
        int steps = x.length / in;
        var y = new double[steps * n];
        var h = new double[n];
        var c = new double[n];
        for (int t = 0; t < steps; t++) {
            var a = new double[sums];
            for (int j = 0; j < sums; j++) {
                a[j] = product(x, t * in, in, p, j, sums) + product(h, 0, n, p, in * sums + j, sums)
                        + p[(in + n) * sums + j];
            }
            for (int u = 0; u < n; u++) {
                c[u] = sigmoid(a[n + u]) * c[u] + sigmoid(a[u]) * Math.tanh(a[2 * n + u]);
                h[u] = sigmoid(a[3 * n + u]) * Math.tanh(c[u]);
                y[t * n + u] = h[u];
            }
        }
        return y;
    }

    static double[] gru(Gru layer, double[] x, double[] p) {
        int n = layer.units();
        int sums = 3 * n;
        int in = p.length / sums - n - 2;
        int steps = x.length / in;
        var y = new double[steps * n];
        var h = new double[n];
        for (int t = 0; t < steps; t++) {
            var a = new double[sums];
            var q = new double[sums];
            for (int j = 0; j < sums; j++) {
                a[j] = product(x, t * in, in, p, j, sums) + p[(in + n) * sums + j];
                q[j] = product(h, 0, n, p, in * sums + j, sums) + p[(in + n + 1) * sums + j];
            }
            for (int u = 0; u < n; u++) {
                double z = sigmoid(a[u] + q[u]);
                double r = sigmoid(a[n + u] + q[n + u]);
                double value = Math.tanh(a[2 * n + u] + r * q[2 * n + u]);
                h[u] = z * h[u] + (1 - z) * value;
                y[t * n + u] = h[u];
            }
        }
        return y;
    }

    static double[] embedding(Embedding layer, double[] x, double[] p) {
        var y = new double[x.length * layer.size()];
        for (int i = 0; i < y.length; i++) {
            int word = (int) x[i / layer.size()];
            y[i] = p[word * layer.size() + i % layer.size()];
        }
        return y;
    }

    private static double product(double[] x, int from, int n, double[] p, int first, int stride) {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += x[from + i] * p[first + i * stride];
        return sum;
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
