package plumb.files;

import java.nio.file.Path;
import plumb.data.Inputs;
import plumb.text.InputError;

/// Takes the inputs of rows, one row after another: into one array, or into a temporary file where an
/// array would take more than half of the heap.
sealed interface InputStore permits InputStore.Memory, TemporaryRows {
    /// The most numbers that an array holds.
    long LARGEST = Integer.MAX_VALUE - 8;

    /// Room for so many rows.
    ///
    /// @param source what is read, as errors name it
    /// @throws InputError if they are more than can be counted
    static InputStore of(Path source, long rows, int width) {
        if (rows > LARGEST) {
            throw new InputError(
                    source + ": has " + rows + " rows, expected at most " + LARGEST);
        }
        return of(source, (int) rows, width, Runtime.getRuntime().maxMemory() / 2);
    }

    /// Room for so many rows, in an array if that takes not more than `most` bytes.
    static InputStore of(Path source, int rows, int width, long most) {
        long numbers = (long) rows * width;
        return numbers <= LARGEST && numbers * Float.BYTES <= most
                ? new Memory(rows, width)
                : TemporaryRows.of(source, rows, width);
    }

    /// Takes the next row.
    void add(float[] row);

    /// The rows, once all are there.
    Inputs inputs();

    /// Rows in one array.
    final class Memory implements InputStore {
        private final Inputs inputs;
        private int next;

        private Memory(int rows, int width) {
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
