package plumb.data;

import java.util.Arrays;
import java.util.List;
import plumb.math.Rng;

/// Draws the images of Shapeset-3x2, one after the other: one or two of three shapes, which may overlap.
///
/// Every decision is uniform over its range: one or two objects; triangle, parallelogram or ellipse (a
/// polygon of 20 corners); two sides of 0.2 to 0.8 of the image; its turn before and after it is
/// stretched to these; its place, a pixel or more from the border. Each object and the background have
/// a gray of their own: the objects 0.1 to 1 and the background −1 to −0.1, or the other way around. The second object
/// hides the first, and is drawn again at another size and place while it may hide more than half of it.
///
/// Source: Glorot and Bengio (2010), section 2.1, and the parameters of their generator.
final class ShapesetImages {
    static final int SIDE = 32;
    static final List<String> CLASSES = List.of("triangle", "parallelogram", "ellipse",
            "triangle and parallelogram", "parallelogram and ellipse", "triangle and ellipse",
            "two triangles", "two parallelograms", "two ellipses");

    private static final int[] CORNERS = {3, 4, 20};
    /// The class of two shapes.
    private static final int[][] PAIRS = {{6, 3, 5}, {3, 7, 4}, {5, 4, 8}};
    private static final double MARGIN = 1;
    private static final double MOST_HIDDEN = 0.5;
    private static final int MOST_REJECTIONS = 50;

    private final Rng rng;
    private long rejections;

    ShapesetImages(Rng rng) {
        this.rng = rng;
    }

    /// How many second objects were drawn again so far.
    long rejections() {
        return rejections;
    }

    /// Draws the next image.
    ///
    /// @param image where it is written, `[row][column]` from element `from` on
    /// @return its class
    int draw(float[] image, int from) {
        int sign = rng.nextInt(2) == 0 ? 1 : -1;
        boolean two = rng.nextInt(2) == 1;
        int shape = rng.nextInt(CORNERS.length);
        Arrays.fill(image, from, from + SIDE * SIDE, gray(-sign));
        Polygon first = object(shape, turn(), turn());
        first.fill(image, from, SIDE, gray(sign));
        if (!two) return shape;
        int other = rng.nextInt(CORNERS.length);
        double before = turn();
        double after = turn();
        Polygon second = object(other, before, after);
        for (int rejected = 0; hides(second, first); second = object(other, before, after)) {
            rejections++;
            if (++rejected > MOST_REJECTIONS) return shape;
        }
        second.fill(image, from, SIDE, gray(sign));
        return PAIRS[shape][other];
    }

    /// A shape of random size and place.
    private Polygon object(int shape, double before, double after) {
        var object = new Polygon(CORNERS[shape], before, side(), side(), after);
        object.place(rng, SIDE, MARGIN);
        return object;
    }

    private double side() {
        return SIDE * rng.uniform(0.2, 0.8);
    }

    private double turn() {
        return rng.uniform(0, 2 * Math.PI);
    }

    private float gray(int sign) {
        return (float) (sign * rng.uniform(0.1, 1));
    }

    /// Whether an object may hide more than half of one behind it. What it hides is estimated from how
    /// far the two reach beyond each other on the line through their centers: nothing at distance, all
    /// where the centers are the same.
    private static boolean hides(Polygon front, Polygon back) {
        double distance = front.distance(back);
        double common = front.reach(back) + back.reach(front) - distance;
        if (common <= 0) return false;
        double share = 1 - StrictMath.pow(2, -common / distance);
        return front.area() * share > MOST_HIDDEN * back.area();
    }
}
