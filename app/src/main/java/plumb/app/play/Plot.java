package plumb.app.play;

import plumb.data.Generator;
import plumb.text.InputError;

/// The square of the plane that data are drawn in.
record Plot(double x1, double x2, double width) {
    private static final Plot AROUND_ZERO = new Plot(-1.5, -1.5, 3);
    static final int MOST_POINTS = 200;

    /// The square of a generator with two columns and two classes.
    ///
    /// @throws InputError if it is another, or draws too much
    static Plot of(Generator data) {
        return switch (data) {
            case Generator.Circles circles -> ofRows(circles.n(), AROUND_ZERO);
            case Generator.Spirals spirals -> ofRows(spirals.n(), AROUND_ZERO);
            case Generator.Moons moons -> ofRows(moons.n(), new Plot(-1.5, -1.75, 4));
            case Generator.Xor xor -> ofRows(xor.n(), new Plot(-0.75, -0.75, 2.5));
            case Generator.Points points -> {
                Numbers.require("the number of points", points.of().size(), 1, MOST_POINTS);
                yield AROUND_ZERO;
            }
            case Generator.Blobs _,Generator.Parity _,Generator.Linear _,Generator.Adding _,Generator.TemporalOrder _,Generator.Shapeset _ ->
                throw new InputError("the playground draws points of two classes in the plane:"
                        + " circles, moons, spirals, xor or points, got " + data);
        };
    }

    private static Plot ofRows(int rows, Plot plot) {
        Numbers.require("the number of rows", rows, 10, Setup.MOST_ROWS);
        return plot;
    }
}
