package plumb.nn;

import plumb.text.InputError;

/// The squares of an image that a pool makes one pixel each, `height` times `width` of them.
record Squares(Image image, int side, int height, int width) {
    /// @throws InputError if such images hold no square of this side
    static Squares of(Shape inputs, int side, Layer layer) {
        Image image = Image.of(inputs, layer);
        int height = image.height() / side;
        int width = image.width() / side;
        if (height == 0 || width == 0) {
            throw new InputError(layer + " needs images of at least " + side + "x" + side
                    + " pixels, but gets " + image.height() + "x" + image.width());
        }
        return new Squares(image, side, height, width);
    }

    Shape outputs() {
        return Shape.of(height, width, image.channels());
    }

    /// Where a square begins, counted over all images of a batch.
    int start(int square) {
        int within = square % (height * width);
        return square / (height * width) * image.size()
                + (within / width * image.width() + within % width) * side * image.channels();
    }

    /// How many values a line of the image has.
    int line() {
        return image.width() * image.channels();
    }
}
