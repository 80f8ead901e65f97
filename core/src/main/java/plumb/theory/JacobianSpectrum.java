package plumb.theory;

import java.util.function.DoubleUnaryOperator;
import plumb.math.Quadrature;
import plumb.nn.Activation;

/// The singular values of ∂y/∂x over L equal square layers, as wide as theory wants them (Pennington,
/// Schoenholz & Ganguli, 2017, 2018). A network with all of them near 1 passes every gradient on.
///
/// @param mean of the squares, χᴸ
/// @param variance of the squares over the square of their mean, L (μ₂/μ₁² − 1 − s₁) with μₖ = E φ′²ᵏ,
///     s₁ = −1 for Gaussian weights and 0 for orthogonal ones
/// @param largest of the singular values
public record JacobianSpectrum(double mean, double variance, double largest) {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int ROUNDS = 60;

    /// The spectrum of layers of this activation.
    ///
    /// @param variance q of the pre-activations, the same in all layers
    /// @param orthogonal whether the weights of a layer are σw times an orthogonal matrix
    public static JacobianSpectrum of(Activation.Elementwise phi, double weightVariance,
            double variance, int layers, boolean orthogonal) {
        Moments moments = Moments.of(phi, variance);
        double mean = Math.pow(weightVariance * moments.slopeMeanSquare(), layers);
        double relative = layers * (moments.slopeKurtosis() - 1 + (orthogonal ? 0 : 1));
        var slopes = Quadrature.COARSE.nodes(0, variance == 0 ? Moments.ALMOST_0 : variance,
                phi.kinks()).map(z -> phi.slope(z) * phi.slope(z));
        double edge = least(t -> logEdge(slopes, layers, orthogonal, Math.exp(t)),
                Math.log(1e-4 / layers), Math.log(1e4));
        return new JacobianSpectrum(mean, relative,
                Math.exp((layers * Math.log(weightVariance) + edge) / 2));
    }

    /// The logarithm of the square x that belongs to the value m of E s²/(x − s²), with σw = 1; its least
    /// value is the edge of the spectrum. Factors multiply by their S-transforms, S = (1 + m)/(m x).
    private static double logEdge(Quadrature.Nodes squares, int layers, boolean orthogonal,
            double m) {
        double slopes = Math.log(inverse(squares, m) * m / (1 + m));
        double weights = orthogonal ? 0 : Math.log1p(m);
        return Math.log((1 + m) / m) + layers * (slopes + weights);
    }

    /// The x with E d/(x − d) = m, d = φ′(z)².
    private static double inverse(Quadrature.Nodes squares, double m) {
        double low = 0;
        double high = 1;
        while (excess(squares, high) > m) high *= 2;
        for (int i = 0; i < ROUNDS; i++) {
            double middle = (low + high) / 2;
            if (excess(squares, middle) > m) low = middle;
            else high = middle;
        }
        return high;
    }

    /// E d/(x − d), infinite where some d is above x.
    private static double excess(Quadrature.Nodes squares, double x) {
        return squares.expect(d -> d < x ? d / (x - d) : Double.POSITIVE_INFINITY);
    }

    /// The least value of a function that falls and then rises.
    private static double least(DoubleUnaryOperator f, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = f.applyAsDouble(left);
        double atRight = f.applyAsDouble(right);
        for (int i = 0; i < ROUNDS; i++) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = f.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = f.applyAsDouble(right);
            }
        }
        return Math.min(atLeft, atRight);
    }
}
