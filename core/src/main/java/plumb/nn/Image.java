package plumb.nn;

import plumb.text.InputError;

/// The sides of an image `[height][width][channels]`.
record Image(int height, int width, int channels) {
    /// A row of this shape as an image; two sizes are one of a single channel.
    ///
    /// @throws InputError if it has another number of sizes
    static Image of(Shape shape, Layer layer) {
        var sizes = shape.sizes();
        return switch (sizes.size()) {
            case 2 -> new Image(sizes.get(0), sizes.get(1), 1);
            case 3 -> new Image(sizes.get(0), sizes.get(1), sizes.get(2));
            default ->
                throw new InputError(layer + " needs images of height x width x channels, but"
                        + " a row has " + shape
                        + " values; reshape(height, width, channels) makes one");
        };
    }

    int size() {
        return height * width * channels;
    }
}
