package plumb.files;

import java.awt.image.BufferedImage;

/// The values of a decoded image, from 0 to 255 for each channel; transparency does not count.
///
/// @param samples whether the values are the samples of its one gray channel, as they are stored.
///     The color model of Java would take them for linear light and change them.
record Pixels(BufferedImage image, boolean samples) {
    /// Writes the image, `[height][width]` in gray or `[height][width][3]` in red, green and blue. An
    /// image of another size is resampled bilinearly between the centers of its pixels.
    void write(float[] to, int height, int width, int channels) {
        int place = 0;
        for (int y = 0; y < height; y++) {
            float v = source(y, height, image.getHeight());
            int top = (int) v;
            int bottom = Math.min(top + 1, image.getHeight() - 1);
            for (int x = 0; x < width; x++) {
                float u = source(x, width, image.getWidth());
                int left = (int) u;
                int right = Math.min(left + 1, image.getWidth() - 1);
                for (int c = 0; c < channels; c++) {
                    boolean exact = u == left && v == top;
                    to[place++] = exact
                            ? value(left, top, c, channels)
                            : between(v - top,
                                    between(u - left, value(left, top, c, channels),
                                            value(right, top, c, channels)),
                                    between(u - left, value(left, bottom, c, channels),
                                            value(right, bottom, c, channels)));
                }
            }
        }
    }

    /// Where in a side of `from` pixels the center of pixel `i` of `to` lies.
    private static float source(int i, int to, int from) {
        if (from == to) return i;
        return Math.clamp((i + 0.5f) * from / to - 0.5f, 0, from - 1);
    }

    private static float between(float share, float a, float b) {
        return a + share * (b - a);
    }

    private float value(int x, int y, int channel, int channels) {
        if (samples) {
            int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
            return image.getRaster().getSample(x, y, 0) * 255f / most;
        }
        int color = image.getRGB(x, y);
        int red = (color >> 16) & 0xff;
        int green = (color >> 8) & 0xff;
        int blue = color & 0xff;
        if (channels == 1) {
            // Luma (ITU-R BT.601); of gray, the gray itself.
            return red == green && green == blue
                    ? red
                    : 0.299f * red + 0.587f * green + 0.114f * blue;
        }
        return channel == 0 ? red : channel == 1 ? green : blue;
    }
}
