package org.xerial.snappy;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Decompresses the Snappy format ("Snappy compressed format description", Google, 2011), under the
/// name by which the Parquet library calls it.
///
/// The native library of this name writes as many bytes as the data say, wherever its buffer ends, so
/// a damaged file can end the process. Here nothing is read or written outside the buffers.
public final class Snappy {
    private static final int LITERAL = 0;
    private static final int NEAR = 1;
    private static final int FAR = 2;

    private final ByteBuffer in;
    private final ByteBuffer out;

    private Snappy(ByteBuffer in, ByteBuffer out) {
        this.in = in;
        this.out = out;
    }

    /// Writes what is compressed to a buffer, from its position to its limit, which is set to the end.
    ///
    /// @return how many bytes it is
    /// @throws IOException if the data are damaged, or larger than the buffer
    public static int uncompress(ByteBuffer compressed, ByteBuffer uncompressed)
            throws IOException {
        int start = uncompressed.position();
        var snappy = new Snappy(compressed.duplicate(), uncompressed.duplicate());
        snappy.decompress();
        int end = snappy.out.position();
        uncompressed.limit(end);
        return end - start;
    }

    private void decompress() throws IOException {
        int start = out.position();
        long length = length();
        require(length <= out.remaining());
        out.limit(start + (int) length);
        while (in.hasRemaining()) {
            int tag = in.get() & 0xff;
            int rest = tag >> 2;
            switch (tag & 3) {
                case LITERAL -> literal(rest < 60 ? rest : bytes(rest - 59));
                case NEAR -> copy(start, (tag >> 5 << 8) | bytes(1), 4 + (rest & 7));
                case FAR -> copy(start, bytes(2), 1 + rest);
                default -> copy(start, bytes(4), 1 + rest);
            }
        }
        require(!out.hasRemaining());
    }

    /// A number in groups of 7 bits, the lowest first; the highest bit of a byte says that more follow.
    private long length() throws IOException {
        long length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = bytes(1);
            length |= (long) (next & 0x7f) << shift;
            if (next < 0x80) return length;
        }
        throw damaged();
    }

    /// A number of up to four bytes, the lowest first.
    private int bytes(int number) throws IOException {
        require(number <= in.remaining());
        int value = 0;
        for (int i = 0; i < number; i++) value |= (in.get() & 0xff) << (8 * i);
        return value;
    }

    private void literal(int last) throws IOException {
        require(last >= 0 && last < in.remaining() && last < out.remaining());
        out.put(out.position(), in, in.position(), last + 1);
        in.position(in.position() + last + 1);
        out.position(out.position() + last + 1);
    }

    /// Repeats what was written `distance` bytes before; it may be what the copy itself writes.
    private void copy(int start, int distance, int length) throws IOException {
        require(distance > 0 && distance <= out.position() - start && length <= out.remaining());
        for (int i = 0; i < length; i++) out.put(out.get(out.position() - distance));
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) throw damaged();
    }

    private static IOException damaged() {
        return new IOException("its Snappy data are damaged");
    }
}
