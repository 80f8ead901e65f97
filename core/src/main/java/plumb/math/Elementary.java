package plumb.math;

/// The elementary functions of one float.
final class Elementary {
    private Elementary() {}

    static float exp(float x) {
        return (float) StrictMath.exp(x);
    }

    static float expm1(float x) {
        return (float) StrictMath.expm1(x);
    }

    static float tanh(float x) {
        return (float) StrictMath.tanh(x);
    }

    static float sigmoid(float x) {
        double e = StrictMath.exp(-Math.abs((double) x));
        return (float) (x < 0 ? e / (1 + e) : 1 / (1 + e));
    }

    static float softplus(float x) {
        return (float) (Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs((double) x))));
    }

    static float erf(float x) {
        double sum = 0;
        double d = Math.min(Math.abs((double) x), 6);
        double term = d;
        for (int n = 0; n < 150; n++) {
            sum += term / (2 * n + 1);
            term *= -d * d / (n + 1);
        }
        return Math.copySign((float) Math.min(1, sum * 1.1283791670955126), x);
    }
}
