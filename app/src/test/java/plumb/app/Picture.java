package plumb.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// PNG files of gray images, written by hand: the module of the command has no images of its own.
final class Picture {
    private Picture() {}

    /// An image of the values from 0 to 255 that a function gives for row and column.
    static byte[] png(int height, int width, IntBinaryOperator value) {
        var packed = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < height; y++) {
                deflated.write(0);
                for (int x = 0; x < width; x++) deflated.write(value.applyAsInt(y, x));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var out = new ByteArrayOutputStream();
        out.writeBytes(header(height, width));
        out.writeBytes(chunk("IDAT", packed.toByteArray()));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    /// The beginning of such a file, which says how large the image is.
    static byte[] header(int height, int width) {
        byte[] size = ByteBuffer.allocate(13).putInt(width).putInt(height)
                .put(new byte[] {8, 0, 0, 0, 0}).array();
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .put(chunk("IHDR", size)).array();
    }

    private static byte[] chunk(String name, byte[] content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII)).put(content).array();
        var sum = new CRC32();
        sum.update(named);
        return ByteBuffer.allocate(8 + named.length).putInt(content.length).put(named)
                .putInt((int) sum.getValue()).array();
    }
}
