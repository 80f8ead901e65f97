package plumb.files;

import java.nio.file.Path;
import plumb.data.Inputs;
import plumb.text.InputError;
import plumb.train.Memory;

/// Takes the inputs of rows, one row after another: into one array, or into a temporary file where an
/// array would take more than half of the heap, or more than is free.
sealed interface InputStore permits InputStore.Array, TemporaryRows {
    /// The most numbers that an array holds.
    long LARGEST = Integer.MAX_VALUE - 8;

    /// Room for so many rows.
    ///
    /// @param source what is read, as errors name it
    /// @throws InputError if they are more than can be counted, or than heap or disk have room for
    static InputStore of(Path source, long rows, int width) {
        if (rows > LARGEST) {
            throw new InputError(
                    source + ": has " + rows + " rows, expected at most " + LARGEST);
        }
        double beside = (double) rows * TemporaryRows.BYTES_OF_ROW;
        double free = (double) Memory.free((double) rows * width * Float.BYTES + beside) - beside;
        return of(source, (int) rows, width,
                Math.min(Runtime.getRuntime().maxMemory() / 2, (long) free));
    }

    /// Room for so many rows, in an array if that takes not more than `most` bytes.
    static InputStore of(Path source, int rows, int width, long most) {
        long numbers = (long) rows * width;
        if (numbers <= LARGEST && numbers * Float.BYTES <= most) return new Array(rows, width);
        return TemporaryRows.of(source + ": " + rows + " rows of " + width + " inputs need", rows,
                width);
    }

    /// Takes the next row.
    void add(float[] row);

    /// The rows, once all are there.
    Inputs inputs();

    /// Rows in one array.
    final class Array implements InputStore {
        private final Inputs inputs;
        private int next;

        private Array(int rows, int width) {
            this.inputs = Inputs.of(new float[rows * width], width);
        }

        @Override
        public void add(float[] row) {
            inputs.write(next++, row);
        }

        @Override
        public Inputs inputs() {
            return inputs;
        }
    }
}
