package plumb.files;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import plumb.text.InputError;

/// A file of the IDX format with unsigned bytes (LeCun, Cortes & Burges, 1998): a magic number, the
/// sizes, and the bytes, row by row.
///
/// @param what `images` or `labels`
/// @param header the number of bytes before those of the first row
/// @param rows the number of images or labels
/// @param shape height and width of each image; nothing for a label
record IdxFile(Path path, String what, int header, int rows, List<Integer> shape) {
    private static final int LABELS = 0x0801;
    private static final int IMAGES = 0x0803;

    static IdxFile images(Path path) {
        return of(path, IMAGES, "images", 2);
    }

    static IdxFile labels(Path path) {
        return of(path, LABELS, "labels", 0);
    }

    private static IdxFile of(Path path, int magic, String what, int sides) {
        try (var in = new DataInputStream(InputFiles.open(path))) {
            int found = number(in, path);
            if (found != magic) {
                throw new InputError(
                        String.format("%s: is not an IDX file of %s: expected it to begin"
                                + " with 0x%08x, got 0x%08x", path, what, magic, found));
            }
            int rows = number(in, path);
            long rowSize = 1;
            var shape = new ArrayList<Integer>();
            for (int i = 0; i < sides; i++) {
                int side = number(in, path);
                shape.add(side);
                rowSize *= side;
            }
            if (rows < 0 || shape.stream().anyMatch(side -> side < 1)
                    || rowSize > InputStore.LARGEST) {
                throw new InputError(
                        path + ": its header says " + rows + " " + what + " of " + rowSize
                                + " bytes, which cannot be");
            }
            var file = new IdxFile(path, what, 4 * (2 + sides), rows, List.copyOf(shape));
            if (file.length() > InputFiles.MOST_COMPRESSED * Files.size(path)) {
                throw file.truncated(in.transferTo(OutputStream.nullOutputStream()));
            }
            return file;
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    private static int number(DataInputStream in, Path path) throws IOException {
        byte[] four = in.readNBytes(4);
        if (four.length < 4) {
            throw new InputError(path + ": is truncated: it ends within its header");
        }
        return ByteBuffer.wrap(four).getInt();
    }

    /// The bytes of each row.
    int rowSize() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /// The bytes of all rows.
    private long length() {
        return (long) rows * rowSize();
    }

    /// Reads the values of all rows, from 0 to 255.
    void read(Consumer<float[]> to) {
        try (InputStream in = InputFiles.open(path)) {
            in.skipNBytes(header);
            var bytes = new byte[rowSize()];
            var row = new float[bytes.length];
            for (int i = 0; i < rows; i++) {
                int count = in.readNBytes(bytes, 0, bytes.length);
                if (count < bytes.length) throw truncated((long) i * bytes.length + count);
                // The compiler turns conversions of signed bytes into vectors, and no others.
                for (int j = 0; j < count; j++) bytes[j] ^= Byte.MIN_VALUE;
                for (int j = 0; j < count; j++) row[j] = bytes[j] + 128f;
                to.accept(row);
            }
            if (in.read() >= 0) {
                throw new InputError(path + ": has more than the " + length() + " bytes of " + rows
                        + " " + what + " that its header says");
            }
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    private InputError truncated(long got) {
        return new InputError(path + ": is truncated: its header says " + rows + " " + what + " of "
                + rowSize() + " bytes, expected " + length() + " bytes, got " + got);
    }
}
