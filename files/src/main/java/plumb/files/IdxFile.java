package plumb.files;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import plumb.text.InputError;

/// A file of the IDX format with unsigned bytes (LeCun, Cortes & Burges, 1998): a magic number, the
/// sizes, and the bytes, row by row.
final class IdxFile {
    private static final int LABELS = 0x0801;
    private static final int IMAGES = 0x0803;

    private final Path path;
    private final int rows;
    private final int rowSize;
    private final byte[] bytes;

    private IdxFile(Path path, int rows, int rowSize, byte[] bytes) {
        this.path = path;
        this.rows = rows;
        this.rowSize = rowSize;
        this.bytes = bytes;
    }

    Path path() {
        return path;
    }

    /// The number of images or labels.
    int rows() {
        return rows;
    }

    /// The bytes of each.
    int rowSize() {
        return rowSize;
    }

    byte[] bytes() {
        return bytes;
    }

    static IdxFile images(Path path) {
        return read(path, IMAGES, "images", 2);
    }

    static IdxFile labels(Path path) {
        return read(path, LABELS, "labels", 0);
    }

    private static IdxFile read(Path path, int magic, String what, int sides) {
        try (var in = new DataInputStream(InputFiles.open(path))) {
            int found = header(in, path);
            if (found != magic) {
                throw new InputError(
                        String.format("%s: is not an IDX file of %s: expected it to begin"
                                + " with 0x%08x, got 0x%08x", path, what, magic, found));
            }
            int rows = header(in, path);
            long rowSize = 1;
            for (int i = 0; i < sides; i++) rowSize *= header(in, path);
            if (rows < 0 || rowSize < 1 || rowSize > Integer.MAX_VALUE
                    || rows * rowSize > Integer.MAX_VALUE - 8) {
                throw new InputError(
                        path + ": its header says " + rows + " " + what + " of " + rowSize
                                + " bytes, which cannot be");
            }
            int expected = (int) (rows * rowSize);
            byte[] bytes = in.readNBytes(expected);
            if (bytes.length < expected) {
                throw new InputError(path + ": is truncated: its header says " + rows + " " + what
                        + " of "
                        + rowSize + " bytes, expected " + expected + " bytes, got " + bytes.length);
            }
            if (in.read() >= 0) {
                throw new InputError(
                        path + ": has more than the " + expected + " bytes of " + rows + " "
                                + what + " that its header says");
            }
            return new IdxFile(path, rows, (int) rowSize, bytes);
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    private static int header(DataInputStream in, Path path) throws IOException {
        byte[] four = in.readNBytes(4);
        if (four.length < 4) {
            throw new InputError(path + ": is truncated: it ends within its header");
        }
        return ByteBuffer.wrap(four).getInt();
    }
}
