package plumb.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The inputs of a data set, `[row][column]`: one array, or a file that the system maps into memory,
/// for more than the heap should hold. Both give the same numbers.
public sealed interface Inputs {
    /// The number of columns.
    int width();

    int rows();

    /// Copies a row.
    void read(int row, float[] to, int at);

    /// Changes a row. Only who makes the inputs does; a data set is read by many.
    void write(int row, float[] from);

    /// Writes a row with its columns in other units.
    void read(int row, Scaling scaling, float[] to, int at);

    /// Has the rows from `from` to before `to` read from the disk in one run, where they are in a
    /// file, because they are about to be needed in any order.
    void load(int from, int to);

    /// How many bytes of the heap they take.
    long heapBytes();

    /// Rows of as many values as there are columns, one after another.
    static Inputs of(float[] values, int width) {
        return new Held(values, width);
    }

    /// Rows in one array.
    record Held(float[] values, int width) implements Inputs {
        public Held {
            if (width < 1 || values.length % width != 0) {
                throw new IllegalArgumentException(values.length + " values in rows of " + width);
            }
        }

        @Override
        public int rows() {
            return values.length / width;
        }

        @Override
        public void read(int row, float[] to, int at) {
            System.arraycopy(values, row * width, to, at, width);
        }

        @Override
        public void write(int row, float[] from) {
            System.arraycopy(from, 0, values, row * width, width);
        }

        @Override
        public void read(int row, Scaling scaling, float[] to, int at) {
            scaling.apply(values, row * width, to, at);
        }

        @Override
        public void load(int from, int to) {}

        @Override
        public long heapBytes() {
            return (long) Float.BYTES * values.length;
        }
    }

    /// Rows of floats in the order of bytes of this machine, mapped from a file.
    record Mapped(MemorySegment values, int width) implements Inputs {
        private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

        public Mapped {
            if (width < 1 || values.byteSize() % bytes(1, width) != 0) {
                throw new IllegalArgumentException(
                        values.byteSize() + " bytes in rows of " + width + " floats");
            }
        }

        private static long bytes(long rows, int width) {
            return rows * width * Float.BYTES;
        }

        @Override
        public int rows() {
            return Math.toIntExact(values.byteSize() / bytes(1, width));
        }

        @Override
        public void read(int row, float[] to, int at) {
            MemorySegment.copy(values, FLOAT, bytes(row, width), to, at, width);
        }

        @Override
        public void write(int row, float[] from) {
            MemorySegment.copy(from, 0, values, FLOAT, bytes(row, width), width);
        }

        @Override
        public void read(int row, Scaling scaling, float[] to, int at) {
            read(row, to, at);
            scaling.apply(to, at, to, at);
        }

        @Override
        public void load(int from, int to) {
            values.asSlice(bytes(from, width), bytes(to - from, width)).load();
        }

        @Override
        public long heapBytes() {
            return 0;
        }
    }
}
