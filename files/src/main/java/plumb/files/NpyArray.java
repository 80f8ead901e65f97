package plumb.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.train.Memory;

/// An array of numbers in the NPY format, whose header is known.
///
/// @param file the file that it is in
/// @param place what errors call it
record NpyArray(Path file, String name, String place, NpyHeader header, Opening opening) {
    private static final int BLOCK = 1 << 16;

    /// A way to read the bytes of an array from the beginning.
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /// What is done with a number.
    @FunctionalInterface
    interface Taker {
        /// Takes the number at a place in row-major order.
        void take(long place, double number);
    }

    /// @param size how many bytes there are
    static NpyArray of(Path file, String name, String place, long size, Opening opening) {
        try (InputStream in = opening.open()) {
            NpyHeader header = NpyHeader.read(in);
            long expected = header.bytes() + header.dataBytes();
            if (size != expected) {
                throw new InputError((size < expected ? "is truncated: " : "is too long: ")
                        + "its header says " + header.type() + " " + header.shape() + ", expected "
                        + expected + " bytes, got " + size);
            }
            return new NpyArray(file, name, place, header, opening);
        } catch (InputError e) {
            throw e.at(place);
        } catch (IOException e) {
            throw InputFiles.failure(file, e);
        }
    }

    List<Integer> shape() {
        return header.shape();
    }

    /// The length of the first side.
    int rows() {
        return shape().getFirst();
    }

    /// The sides of each row; `[1]` of a row that is one number.
    List<Integer> rowShape() {
        return shape().size() == 1 ? List.of(1) : shape().subList(1, shape().size());
    }

    /// Reads all numbers.
    void read(Taker taker) {
        NpyType type = header.type();
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(header.order());
        long numbers = header.numbers();
        try (InputStream in = opening.open()) {
            in.skipNBytes(header.bytes());
            for (long done = 0; done < numbers;) {
                int count = (int) Math.min(BLOCK / type.size(), numbers - done);
                if (in.readNBytes(block.array(), 0, count * type.size()) < count * type.size()) {
                    throw new InputError(place + ": is truncated");
                }
                for (int i = 0; i < count; i++) {
                    taker.take(rowMajor(done + i), type.read(block, i * type.size()));
                }
                done += count;
            }
            if (in.read() >= 0) throw new InputError(place + ": is too long");
        } catch (IOException e) {
            throw InputFiles.failure(file, e);
        }
    }

    /// Reads all numbers as rows of inputs, which must be finite.
    ///
    /// @param width how many numbers a row has
    void read(InputStore to, int width) {
        var row = new float[width];
        if (header.fortran()) {
            float[] all = unordered(to);
            for (int at = 0; at < all.length; at += width) {
                System.arraycopy(all, at, row, 0, width);
                to.add(row);
            }
            return;
        }
        read((index, number) -> {
            int column = (int) (index % width);
            row[column] = finite(index, number);
            if (column == width - 1) to.add(row);
        });
    }

    /// All numbers in row-major order, of an array that lies in another one.
    private float[] unordered(InputStore to) {
        if (!(to instanceof InputStore.Array)) {
            throw new InputError(place + ": lies column by column (Fortran order) and is too large"
                    + " to be turned in memory: save numpy.ascontiguousarray(…) of it");
        }
        Memory.require(place + ": lies column by column (Fortran order) and needs",
                (double) Float.BYTES * header.numbers(), "to be turned",
                "numpy.ascontiguousarray(…) of it or ");
        var all = new float[Math.toIntExact(header.numbers())];
        read((index, number) -> all[(int) index] = finite(index, number));
        return all;
    }

    private float finite(long index, double number) {
        if (Float.isFinite((float) number)) return (float) number;
        throw notFinite(index, number);
    }

    /// All numbers in row-major order; they must be finite. Those of single precision are the numbers
    /// that their shortest texts say, since they may name classes.
    double[] numbers() {
        if (header.numbers() > InputStore.LARGEST) {
            throw new InputError(place + ": has " + header.numbers()
                    + " targets, expected at most " + InputStore.LARGEST);
        }
        var all = new double[(int) header.numbers()];
        boolean single = header.type() == NpyType.F4;
        read((index, number) -> all[(int) index] = single
                ? Double.parseDouble(Float.toString(finite(index, number)))
                : checked(index, number));
        return all;
    }

    private double checked(long index, double number) {
        finite(index, number);
        return number;
    }

    private long rowMajor(long index) {
        if (!header.fortran()) return index;
        long place = 0;
        long rest = index;
        long stride = header.numbers();
        for (int side : shape()) {
            stride /= side;
            place += rest % side * stride;
            rest /= side;
        }
        return place;
    }

    private InputError notFinite(long index, double number) {
        return new InputError(element(index) + " is "
                + (Double.isFinite(number) ? Grammar.number(number) : String.valueOf(number))
                + ", expected a finite number below 3.4e38");
    }

    /// A number in row-major order, as errors tell of it: `x.npy: [3, 7]`.
    String element(long index) {
        var indices = new ArrayDeque<Long>();
        long rest = index;
        for (int side : shape().reversed()) {
            indices.addFirst(rest % side);
            rest /= side;
        }
        return place + ": " + indices;
    }
}
