package plumb.nn;

import java.util.Arrays;

/// Networks in plain double precision: the formulas of layers, activations and losses written down
/// once more, with loops and without regard to speed, to compare the engine with.
public final class ReferenceNetwork {
    private static final double CLIP = 1e-7;

    /// What one batch gives. Arrays are `[layer][row][unit]`, gradients laid out like the parameters.
    public record Result(double loss, double[][][] z, double[][][] y, double[][][] dy,
            double[][][] dz,
            double[] gradients) {}

    private final Blueprint blueprint;
    private final Loss loss;

    public ReferenceNetwork(Blueprint blueprint, Loss loss) {
        this.blueprint = blueprint;
        this.loss = loss;
    }

    /// The mean loss over the rows, and its gradients.
    public Result run(double[] parameters, double[][] x, double[][] t) {
        int depth = blueprint.layers().size();
        int rows = x.length;
        var z = new double[depth][rows][];
        var y = new double[depth][rows][];
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double[] h = x[row];
            for (int l = 0, at = 0; l < depth; l++) {
                Dense layer = layer(l);
                z[l][row] = weighted(layer, parameters, at, h);
                y[l][row] = activate(layer.activation(), z[l][row]);
                at += size(layer, h.length);
                h = y[l][row];
            }
            sum += fused() ? fusedLoss(z[depth - 1][row], t[row]) : loss(h, t[row]);
        }
        var dy = new double[depth][rows][];
        var dz = new double[depth][rows][];
        var gradients = new double[parameters.length];
        for (int row = 0; row < rows; row++) {
            int at = parameters.length;
            for (int l = depth - 1; l >= 0; l--) {
                Dense layer = layer(l);
                double[] h = l == 0 ? x[row] : y[l - 1][row];
                if (l == depth - 1)
                    dy[l][row] = scaled(lossGradient(y[l][row], t[row]), 1.0 / rows);
                dz[l][row] = throughActivation(layer.activation(), z[l][row], y[l][row],
                        dy[l][row]);
                at -= size(layer, h.length);
                double[] dx = throughWeights(layer, parameters, gradients, at, h, dz[l][row]);
                if (l > 0) dy[l - 1][row] = dx;
            }
        }
        return new Result(sum / rows, z, y, dy, dz, gradients);
    }

    private Dense layer(int l) {
        return (Dense) blueprint.layers().get(l);
    }

    private static int size(Dense layer, int in) {
        return layer.units() * (in + (layer.bias().isPresent() ? 1 : 0));
    }

    private static double[] weighted(Dense layer, double[] p, int at, double[] x) {
        int units = layer.units();
        var z = new double[units];
        for (int j = 0; j < units; j++) {
            for (int i = 0; i < x.length; i++) z[j] += x[i] * p[at + i * units + j];
            if (layer.bias().isPresent()) z[j] += p[at + x.length * units + j];
        }
        return z;
    }

    /// Adds to the gradients and returns the gradient with respect to x.
    private static double[] throughWeights(Dense layer, double[] p, double[] g, int at, double[] x,
            double[] dz) {
        int units = layer.units();
        var dx = new double[x.length];
        for (int j = 0; j < units; j++) {
            for (int i = 0; i < x.length; i++) {
                g[at + i * units + j] += x[i] * dz[j];
                dx[i] += p[at + i * units + j] * dz[j];
            }
            if (layer.bias().isPresent()) g[at + x.length * units + j] += dz[j];
        }
        return dx;
    }

    static double[] activate(Activation activation, double[] z) {
        return switch (activation) {
            case Activation.Elementwise elementwise ->
                Arrays.stream(z).map(v -> value(elementwise, v)).toArray();
            case Activation.Softmax softmax -> {
                double largest = Arrays.stream(z).max().orElseThrow();
                double[] e = Arrays.stream(z).map(v -> Math.exp(v - largest)).toArray();
                yield scaled(e, 1 / Arrays.stream(e).sum());
            }
        };
    }

    private static double[] throughActivation(Activation activation, double[] z, double[] y,
            double[] dy) {
        var dz = new double[z.length];
        switch (activation) {
            case Activation.Elementwise elementwise -> {
                for (int j = 0; j < z.length; j++) dz[j] = dy[j] * slope(elementwise, z[j]);
            }
            case Activation.Softmax softmax -> {
                for (int j = 0; j < z.length; j++) {
                    for (int k = 0; k < z.length; k++)
                        dz[j] += dy[k] * y[k] * ((j == k ? 1 : 0) - y[j]);
                }
            }
        }
        return dz;
    }

    static double value(Activation.Elementwise activation, double z) {
        return switch (activation) {
            case Activation.Linear a -> z;
            case Squashing.Sigmoid a -> sigmoid(z);
            case Squashing.Tanh a -> Math.tanh(z);
            case Rectifier.Relu a -> z > 0 ? z : 0;
            case Rectifier.LeakyRelu a -> z > 0 ? z : a.slope() * z;
            case Rectifier.Elu a -> z > 0 ? z : a.alpha() * Math.expm1(z);
            case Rectifier.Selu a ->
                1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z));
            case Rectifier.Gelu a -> z * normalShare(z);
            case Rectifier.Silu a -> z * sigmoid(z);
            case Rectifier.Mish a -> z * Math.tanh(softplus(z));
            case Rectifier.Softplus a -> softplus(z);
            case Squashing.Softsign a -> z / (1 + Math.abs(z));
            case Squashing.HardTanh a -> z < -1 ? -1 : z > 1 ? 1 : z;
            case Squashing.HardSigmoid a -> z < -3 ? 0 : z > 3 ? 1 : z / 6 + 0.5;
            case Rectifier.Relu6 a -> z < 0 ? 0 : z > 6 ? 6 : z;
            case Activation.Exponential a -> Math.exp(z);
        };
    }

    /// The derivative; at a kink the one on the left.
    static double slope(Activation.Elementwise activation, double z) {
        return switch (activation) {
            case Activation.Linear a -> 1;
            case Squashing.Sigmoid a -> sigmoid(z) * sigmoid(-z);
            case Squashing.Tanh a -> 1 / (Math.cosh(z) * Math.cosh(z));
            case Rectifier.Relu a -> z > 0 ? 1 : 0;
            case Rectifier.LeakyRelu a -> z > 0 ? 1 : a.slope();
            case Rectifier.Elu a -> z > 0 ? 1 : a.alpha() * Math.exp(z);
            case Rectifier.Selu a ->
                1.0507009873554805 * (z > 0 ? 1 : 1.6732632423543772 * Math.exp(z));
            case Rectifier.Gelu a ->
                normalShare(z) + z * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            case Rectifier.Silu a -> sigmoid(z) + z * sigmoid(z) * sigmoid(-z);
            case Rectifier.Mish a -> {
                double t = Math.tanh(softplus(z));
                yield t + z * (1 - t * t) * sigmoid(z);
            }
            case Rectifier.Softplus a -> sigmoid(z);
            case Squashing.Softsign a -> 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z)));
            case Squashing.HardTanh a -> z > -1 && z <= 1 ? 1 : 0;
            case Squashing.HardSigmoid a -> z > -3 && z <= 3 ? 1.0 / 6 : 0;
            case Rectifier.Relu6 a -> z > 0 && z <= 6 ? 1 : 0;
            case Activation.Exponential a -> Math.exp(z);
        };
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    /// Φ(z), by 1/2 + pdf(z)·(z + z³/3 + z⁵/(3·5) + …) (Marsaglia, 2004).
    private static double normalShare(double z) {
        if (Math.abs(z) > 12) return z > 0 ? 1 : 0;
        double sum = 0;
        double term = z;
        for (int n = 3; n < 400; n += 2) {
            sum += term;
            term *= z * z / n;
        }
        return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /// Whether the loss has no clipping because it belongs to the output activation.
    private boolean fused() {
        Activation output = blueprint.output().activation();
        return switch (loss) {
            case Loss.BinaryCrossEntropy l -> output instanceof Squashing.Sigmoid;
            case Loss.CategoricalCrossEntropy l -> output instanceof Activation.Softmax;
            case Loss.Mse l -> false;
            case Loss.Mae l -> false;
            case Loss.Huber l -> false;
            case Loss.Hinge l -> false;
        };
    }

    private double fusedLoss(double[] z, double[] t) {
        double sum = 0;
        if (blueprint.output().activation() instanceof Activation.Softmax) {
            double largest = Arrays.stream(z).max().orElseThrow();
            double total = Arrays.stream(z).map(v -> Math.exp(v - largest)).sum();
            for (int j = 0; j < z.length; j++) sum += t[j] * (largest + Math.log(total) - z[j]);
            return sum;
        }
        for (int j = 0; j < z.length; j++)
            sum += t[j] * softplus(-z[j]) + (1 - t[j]) * softplus(z[j]);
        return sum / z.length;
    }

    private double loss(double[] y, double[] t) {
        double sum = 0;
        double total = Arrays.stream(y).sum();
        for (int j = 0; j < y.length; j++) {
            sum += switch (loss) {
                case Loss.Mse l -> (y[j] - t[j]) * (y[j] - t[j]) / y.length;
                case Loss.Mae l -> Math.abs(y[j] - t[j]) / y.length;
                case Loss.Huber l -> huber(y[j] - t[j], l.delta()) / y.length;
                case Loss.Hinge l -> Math.max(1 - sign(t[j]) * y[j], 0) / y.length;
                case Loss.BinaryCrossEntropy l ->
                    -(t[j] * Math.log(clipped(y[j])) + (1 - t[j]) * Math.log(1 - clipped(y[j])))
                            / y.length;
                case Loss.CategoricalCrossEntropy l -> -t[j] * Math.log(clipped(y[j] / total));
            };
        }
        return sum;
    }

    private double[] lossGradient(double[] y, double[] t) {
        var dy = new double[y.length];
        double total = Arrays.stream(y).sum();
        for (int j = 0; j < y.length; j++) {
            switch (loss) {
                case Loss.Mse l -> dy[j] = 2 * (y[j] - t[j]) / y.length;
                case Loss.Mae l -> dy[j] = Math.signum(y[j] - t[j]) / y.length;
                case Loss.Huber l -> {
                    double error = y[j] - t[j];
                    dy[j] = (Math.abs(error) <= l.delta() ? error : l.delta() * Math.signum(error))
                            / y.length;
                }
                case Loss.Hinge l ->
                    dy[j] = (sign(t[j]) * y[j] < 1 ? -sign(t[j]) : 0) / y.length;
                case Loss.BinaryCrossEntropy l -> {
                    if (fused() || inside(y[j]))
                        dy[j] = ((1 - t[j]) / (1 - y[j]) - t[j] / y[j]) / y.length;
                }
                case Loss.CategoricalCrossEntropy l -> {
                    if (fused()) {
                        dy[j] = -t[j] / y[j];
                    } else if (inside(y[j] / total)) {
                        for (int k = 0; k < y.length; k++) {
                            dy[k] -= t[j] / (y[j] / total)
                                    * ((j == k ? 1 / total : 0) - y[j] / (total * total));
                        }
                    }
                }
            }
        }
        return dy;
    }

    private static double huber(double error, double delta) {
        return Math.abs(error) <= delta
                ? 0.5 * error * error
                : delta * Math.abs(error) - 0.5 * delta * delta;
    }

    /// The class 0 or 1 as −1 or 1.
    private static double sign(double t) {
        return t == 1 ? 1 : -1;
    }

    private static double clipped(double p) {
        return Math.max(CLIP, Math.min(1 - CLIP, p));
    }

    private static boolean inside(double p) {
        return p >= CLIP && p <= 1 - CLIP;
    }

    private static double[] scaled(double[] v, double factor) {
        return Arrays.stream(v).map(e -> e * factor).toArray();
    }
}
