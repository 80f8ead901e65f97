package plumb.data;

import java.util.Arrays;
import plumb.math.Rng;

/// A convex polygon somewhere in a square image: a regular polygon that was stretched and turned.
///
/// Coordinates are pixels, x to the right and y down; pixel `[row][column]` has its center at
/// (column + ½, row + ½).
final class Polygon {
    /// The corners as seen from the center of the regular polygon.
    private final double[] x;
    private final double[] y;
    private final double area;
    private double centerX;
    private double centerY;

    /// A regular polygon of diameter 1, turned by `before`, stretched to `width` along x and to `height`
    /// along y, and turned by `after`; around the origin.
    Polygon(int corners, double before, double width, double height, double after) {
        x = new double[corners];
        y = new double[corners];
        double cos = StrictMath.cos(after);
        double sin = StrictMath.sin(after);
        double step = 2 * Math.PI / corners;
        for (int i = 0; i < corners; i++) {
            double u = width / 2 * StrictMath.cos(before + i * step);
            double v = height / 2 * StrictMath.sin(before + i * step);
            x[i] = cos * u - sin * v;
            y[i] = sin * u + cos * v;
        }
        area = width * height * corners * StrictMath.sin(step) / 8;
    }

    /// Moves it to a uniform place of those where all of it is at least `margin` inside the image.
    void place(Rng rng, int side, double margin) {
        centerX = place(x, rng, side, margin);
        centerY = place(y, rng, side, margin);
    }

    private static double place(double[] corners, Rng rng, int side, double margin) {
        double least = Arrays.stream(corners).min().orElseThrow();
        double most = Arrays.stream(corners).max().orElseThrow();
        return rng.uniform(margin - least, side - margin - most);
    }

    /// In square pixels.
    double area() {
        return area;
    }

    /// The distance to the center of another.
    double distance(Polygon other) {
        double dx = other.centerX - centerX;
        double dy = other.centerY - centerY;
        return Math.sqrt(dx * dx + dy * dy);
    }

    /// How far it reaches from its center in the direction of the center of another.
    double reach(Polygon other) {
        double dx = other.centerX - centerX;
        double dy = other.centerY - centerY;
        double most = 0;
        for (int i = 0; i < x.length; i++) most = Math.max(most, x[i] * dx + y[i] * dy);
        return most / distance(other);
    }

    /// Gives all pixels whose center it contains a value.
    ///
    /// @param image `[row][column]` from element `from` on
    void fill(float[] image, int from, int side, float value) {
        for (int row = 0; row < side; row++) {
            double left = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double height = row + 0.5 - centerY;
            for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
                if (y[i] > height == y[j] > height) continue;
                double crossing = x[j] + (height - y[j]) * (x[i] - x[j]) / (y[i] - y[j]);
                left = Math.min(left, crossing);
                right = Math.max(right, crossing);
            }
            if (left > right) continue;
            int first = from + row * side + (int) Math.ceil(centerX + left - 0.5);
            int end = from + row * side + (int) Math.ceil(centerX + right - 0.5);
            Arrays.fill(image, first, end, value);
        }
    }
}
