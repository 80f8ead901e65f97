package plumb.theory;

import org.jspecify.annotations.Nullable;
import plumb.math.Quadrature;
import plumb.nn.Activation;
import plumb.nn.ActivationLayer;
import plumb.nn.AveragePool;
import plumb.nn.BatchNorm;
import plumb.nn.Conv2d;
import plumb.nn.Dense;
import plumb.nn.Dropout;
import plumb.nn.Embedding;
import plumb.nn.GlobalAveragePool;
import plumb.nn.Init;
import plumb.nn.Last;
import plumb.nn.Layer;
import plumb.nn.LayerNorm;
import plumb.nn.MaxPool;
import plumb.nn.Prelu;
import plumb.nn.Rectifier;
import plumb.nn.Recurrent;
import plumb.nn.Residual;
import plumb.nn.Shape;

/// What one layer makes of a signal on its way up, and what it will do to a gradient on its way down.
///
/// @param in the signal before it
/// @param z the pre-activations, if it has any
/// @param out the signal behind it
/// @param slope what φ multiplies the mean square of a gradient by, 1 without a nonlinearity; NaN where
///     theory cannot tell
/// @param through what the rest of the layer multiplies it by
/// @param slopeSpread the variance of the first factor over networks drawn anew, over its square
/// @param throughSpread that of the second
/// @param places at how many places of a row each weight is used; absent, NaN, without weights, and where
///     theory cannot tell what its gradient is
/// @param time what a recurrent layer does between its steps; null of others
/// @param limit why theory cannot tell, or in what it deviates; null if it holds
record Rise(Signal in, @Nullable Signal z, Signal out, double slope, double through,
        double slopeSpread, double throughSpread, double places, @Nullable ThroughTime time,
        @Nullable String limit) {

    /// Of an activation whose outputs depend on the whole row.
    static final String OF_ROWS = " over a row: no theory here";
    /// Of an activation whose slopes, or what they differ by, are too large.
    static final String OF_SLOPES = "slopes beyond a double: no theory here";
    private static final String BEYOND = "values beyond a double";
    /// Slopes of larger pre-activations are those at this mean square.
    private static final double LARGEST = 1e200;

    /// @param batch the rows of a batch
    static Rise of(Layer layer, Shape shape, Signal in, int batch) {
        return switch (layer) {
            case Dense dense -> dense(dense, shape, in);
            case Conv2d conv -> conv(conv, shape, in);
            case ActivationLayer l -> activation(l.activation(), shape, in);
            case Prelu prelu -> prelu.slope() >= 0 && prelu.slope() <= 1
                    ? activation(new Rectifier.LeakyRelu(prelu.slope()), shape, in)
                    : unknown(in, "slopes of prelu outside of 0 to 1");
            case BatchNorm norm -> batchNorm(norm, shape, in, batch);
            case LayerNorm norm -> layerNorm(norm, in);
            case Dropout d -> plain(in, in.dropped(1 - d.rate()), 1 / (1 - d.rate()), null);
            case MaxPool pool -> plain(in, in, 1.0 * layer.outputs(shape).size() / shape.size(),
                    "max-pool is taken as if it kept the mean square");
            case AveragePool pool -> average(layer, shape, in, pool.size() * pool.size());
            case GlobalAveragePool _ -> average(layer, shape, in, shape.positions());
            case Layer.View _ -> plain(in, in, 1, null);
            case Last _ -> plain(in, in, 1.0 / shape.positions(), null);
            case Embedding _ -> plain(in, Signal.of(0.05 * 0.05 / 3), Double.NaN, null);
            case Recurrent recurrent -> recurrent(recurrent, shape, in);
            case Residual _ ->
                throw new IllegalArgumentException("a block is its branch and a sum");
        };
    }

    /// The sum at the end of a block, as what comes through its branch meets it.
    static Rise sum(Signal out, double gain) {
        return plain(out, out, gain * gain, null);
    }

    private static Rise plain(Signal in, Signal out, double through, @Nullable String limit) {
        return new Rise(in, null, out, 1, through, 0, 0, Double.NaN, null, limit);
    }

    private static Rise activation(Activation phi, Shape shape, Signal in) {
        return activated(in, in, phi, shape.channels(), 1, 0, Double.NaN, null);
    }

    private static Rise recurrent(Recurrent layer, Shape shape, Signal in) {
        var time = ThroughTime.of(layer, shape, in);
        return new Rise(in, null, time.state(), 1, Double.NaN, 0, 0, Double.NaN, time,
                timeLimit(layer, time.steps()));
    }

    private static String timeLimit(Recurrent layer, int steps) {
        Init recurrent = layer.recurrent();
        String off = ": what it says of time steps can be off; ";
        String why = !recurrent.random() || recurrent instanceof Init.Identity
                ? "weights drawn by " + recurrent + " are not independent around 0" + off
                : steps > layer.units() ? "more steps than units" + off : "";
        return why + "below the layer and of the gradients of its weights there is no theory here";
    }

    private static Rise unknown(Signal in, String what) {
        return plain(in, Signal.UNKNOWN, Double.NaN, what + ": no theory here");
    }

    private static Rise dense(Dense dense, Shape shape, Signal in) {
        int inputs = dense.columns(shape);
        return weighted(dense, new Init.Fans(inputs, dense.units()), dense.units(), in, inputs,
                dense.units(), (double) shape.size() / inputs, null);
    }

    private static Rise conv(Conv2d conv, Shape shape, Signal in) {
        int kernel = conv.kernel();
        int channels = shape.sizes().size() == 3 ? shape.channels() : 1;
        Shape after = conv.outputs(shape);
        double taps = (double) taps(conv, shape.sizes().get(0)) * taps(conv, shape.sizes().get(1));
        double window = (double) kernel * kernel;
        boolean padded = taps < window * after.positions();
        double pixels = (double) shape.sizes().get(0) * shape.sizes().get(1);
        return weighted(conv,
                new Init.Fans(kernel * kernel * channels, kernel * kernel * conv.filters()),
                conv.filters(), in, channels * taps / after.positions(),
                conv.filters() * taps / pixels, taps / window,
                padded ? "the zeros around the image are counted on average over it" : null);
    }

    /// How many pairs there are of a window and a place in it that is not padding, along a side.
    private static long taps(Conv2d conv, int side) {
        int windows = conv.padding().windows(side, conv.kernel(), conv.stride());
        int before = conv.padding().before(side, conv.kernel(), conv.stride());
        long taps = 0;
        for (int w = 0; w < windows; w++) {
            int from = w * conv.stride() - before;
            taps += Math.min(side, from + conv.kernel()) - Math.max(0, from);
        }
        return taps;
    }

    /// @param terms how many inputs a sum has, on average
    /// @param uses in how many sums an input is, on average
    /// @param places at how many places a weight is used, on average
    private static Rise weighted(Layer layer, Init.Fans fans, int columns, Signal in,
            double terms, double uses, double places, @Nullable String limit) {
        Init init = layer.inits().getFirst();
        Init biases = layer.bias().orElse(new Init.Zeros());
        double center = biases.center();
        double bias = biases.meanSquare(fans, 1, columns);
        double weight = init instanceof Init.Lsuv
                ? 1 / (terms * in.meanSquare())
                : init.meanSquare(fans, fans.in(), columns);
        var z = new Signal(Double.isNaN(center) ? 0 : center,
                terms * weight * in.meanSquare() + bias,
                terms * weight * in.product() + bias);
        String why = !init.random()
                ? "weights drawn by " + init + " are not independent around 0"
                : Double.isNaN(center)
                        ? "biases drawn by " + biases + " are not alike in all units"
                        : limit;
        boolean keeps = init instanceof Init.Orthogonal || init instanceof Init.Identity;
        return activated(in, z, layer.activation(), columns, uses * weight,
                keeps ? 0 : 2.0 / fans.in(), places, why);
    }

    private static Rise activated(Signal in, Signal z, Activation activation, int units,
            double through, double spread, double places, @Nullable String limit) {
        if (!(activation instanceof Activation.Elementwise phi)) {
            return new Rise(in, z, Signal.UNKNOWN, Double.NaN, through, 0, spread, places, null,
                    limit == null ? activation + OF_ROWS : limit);
        }
        if (phi instanceof Activation.Linear || Double.isNaN(z.meanSquare())) {
            double slope = phi instanceof Activation.Linear ? 1 : Double.NaN;
            return new Rise(in, z, z, slope, through, 0, spread, places, null, limit);
        }
        boolean endless = Double.isInfinite(z.meanSquare());
        double variance = endless ? LARGEST : z.variance();
        Moments moments = Moments.of(phi, endless ? 0 : z.mean(), variance, Quadrature.COARSE);
        double product = Double.isNaN(z.product())
                ? Double.NaN
                : new Pairs(phi, z.mean(), variance, z.correlation()).product();
        boolean grows = Double.isInfinite(moments.meanSquare())
                || (endless && moments.meanSquare() > Math.sqrt(LARGEST));
        Signal out = grows
                ? Signal.ENDLESS
                : new Signal(moments.mean(), moments.meanSquare(), product);
        double slope = moments.slopeMeanSquare();
        if (slope == 0) return new Rise(in, z, out, 0, through, 0, spread, places, null, limit);
        boolean told = Double.isFinite(slope * moments.slopeKurtosis());
        return new Rise(in, z, out, told ? slope : Double.NaN, through,
                told ? 3 * (moments.slopeKurtosis() - 1) / units : Double.NaN, spread, places, null,
                told || limit != null ? limit : OF_SLOPES);
    }

    /// The variance of few values is often small, and two directions of a gradient are lost: in the mean
    /// its mean square grows (n − 2)/(n − 3) times as much as for many of them (Yang et al., 2019).
    private static Rise batchNorm(BatchNorm norm, Shape shape, Signal in, int batch) {
        if (Double.isInfinite(in.meanSquare())) return unknown(in, BEYOND);
        double variance = Math.max(0, in.meanSquare() - in.product());
        double factor = 1 / (variance + norm.eps());
        double n = (double) batch * shape.positions();
        double few = n > 3 ? (n - 2) / (n - 3) : Double.NaN;
        return plain(in, Signal.of(variance * factor), factor * few,
                n > 3 ? null : "batches of " + batch + " rows: no theory here");
    }

    private static Rise layerNorm(LayerNorm norm, Signal in) {
        if (Double.isInfinite(in.meanSquare())) return unknown(in, BEYOND);
        double factor = 1 / (in.variance() + norm.eps());
        double square = in.mean() * in.mean();
        return plain(in, new Signal(0, in.variance() * factor, (in.product() - square) * factor),
                factor, null);
    }

    private static Rise average(Layer layer, Shape shape, Signal in, int n) {
        double covered = (double) n * layer.outputs(shape).size() / shape.size();
        return plain(in, in.averaged(n), covered / ((double) n * n),
                "neighboring pixels are taken as independent");
    }
}
