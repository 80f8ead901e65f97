package plumb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import plumb.math.Rng;

/// Shapeset-3x2 against what its parameters give: shares of the classes by arithmetic, mean square of a
/// gray of 0.1 to 1 by integration, coverage and rejections as measured on another implementation of
/// the same parameters.
class ShapesetTest {
    private static final int IMAGES = 100_000;
    private static final int PIXELS = 32 * 32;

    private static final int[] NUMBER = new int[9];
    private static double mean;
    private static double square;
    private static double covered;
    private static double rejected;

    @BeforeAll
    static void draw() {
        var images = new ShapesetImages(new Rng(1, Rng.Stream.DATA, 0));
        var image = new float[PIXELS];
        for (int i = 0; i < IMAGES; i++) {
            NUMBER[images.draw(image, 0)]++;
            for (float x : image) {
                mean += x;
                square += (double) x * x;
                covered += x * image[0] < 0 ? 1 : 0;
            }
        }
        double pixels = (double) IMAGES * PIXELS;
        mean /= pixels;
        square /= pixels;
        covered /= pixels;
        rejected = (double) images.rejections() / IMAGES;
    }

    @Test
    void classes_have_their_shares() {
        for (int c = 0; c < NUMBER.length; c++) {
            double share = c < 3 ? 1 / 6.0 : c < 6 ? 1 / 9.0 : 1 / 18.0;
            assertThat((double) NUMBER[c] / IMAGES).as("class %d", c).isCloseTo(share,
                    within(0.005));
        }
    }

    @Test
    void pixels_have_mean_0_and_mean_square_037() {
        assertThat(mean).isCloseTo(0, within(0.005));
        assertThat(square).isCloseTo(0.371, within(0.003));
    }

    @Test
    void objects_cover_a_sixth_and_every_second_image_has_one_drawn_again() {
        assertThat(covered).isCloseTo(0.17, within(0.005));
        assertThat(rejected).isCloseTo(0.48, within(0.02));
    }
}
