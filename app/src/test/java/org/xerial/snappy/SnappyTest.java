package org.xerial.snappy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnappyTest {
    private static byte[] uncompress(byte[] compressed, int room) throws IOException {
        ByteBuffer out = ByteBuffer.allocateDirect(room);
        int length = Snappy.uncompress(ByteBuffer.wrap(compressed), out);
        assertThat(out.position()).isZero();
        assertThat(out.limit()).isEqualTo(length);
        var bytes = new byte[length];
        out.get(bytes);
        return bytes;
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    /// The elements of the format description, one after another.
    @Test
    void literalsAndCopiesAreWritten() throws IOException {
        assertThat(uncompress(bytes(0), 0)).isEmpty();
        assertThat(uncompress(bytes(3, 2 << 2, 'a', 'b', 'c'), 3)).asString().isEqualTo("abc");
        assertThat(uncompress(bytes(8, 0, 'x', (7 - 4) << 2 | 1, 1), 8)).asString()
                .isEqualTo("xxxxxxxx");
        assertThat(uncompress(bytes(6, 2 << 2, 'a', 'b', 'c', 2 << 2 | 2, 3, 0), 9)).asString()
                .isEqualTo("abcabc");
        assertThat(uncompress(bytes(5, 1 << 2, 'a', 'b', 2 << 2 | 3, 2, 0, 0, 0), 5)).asString()
                .isEqualTo("ababa");
    }

    @Test
    void longLiteralsSayTheirLengthInBytesOfTheirOwn() throws IOException {
        var text = new byte[70_000];
        new Random(1).nextBytes(text);
        for (int length : new int[] {60, 61, 256, 257, 65_536, 70_000}) {
            var out = new ByteArrayOutputStream();
            for (int rest = length;; rest >>= 7) {
                out.write(rest < 0x80 ? rest : rest | 0x80);
                if (rest < 0x80) break;
            }
            int last = length - 1;
            int extra = last < 60 ? 0 : last < 1 << 8 ? 1 : last < 1 << 16 ? 2 : 3;
            out.write(extra == 0 ? last << 2 : (59 + extra) << 2);
            for (int i = 0; i < extra; i++) out.write(last >> (8 * i));
            out.write(text, 0, length);
            assertThat(uncompress(out.toByteArray(), length))
                    .isEqualTo(Arrays.copyOf(text, length));
        }
    }

    @Test
    void whatWouldLeaveTheBuffersIsRefused() {
        byte[][] damaged = {bytes(), bytes(0x80), bytes(0xff, 0xff, 0xff, 0xff, 0xff, 1),
                bytes(4, 2 << 2, 'a', 'b', 'c'), bytes(2, 2 << 2, 'a', 'b', 'c'),
                bytes(3, 2 << 2, 'a', 'b'), bytes(4, 0, 'x', 1, 2), bytes(4, 0, 'x', 1, 0),
                bytes(4, 0, 'x', 2 << 2 | 2, 1), bytes(3, 63 << 2, 0xff, 0xff, 0xff, 0xff, 'a'),
                bytes(4, 0, 'x', 2 << 2 | 3, 0xff, 0xff, 0xff, 0xff), bytes(9, 8 << 2, 'a')};
        for (byte[] compressed : damaged) {
            assertThatThrownBy(() -> uncompress(compressed, 8)).as(Arrays.toString(compressed))
                    .isInstanceOf(IOException.class).hasMessage("its Snappy data are damaged");
        }
        var random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            var noise = new byte[random.nextInt(30)];
            random.nextBytes(noise);
            try {
                assertThat(uncompress(noise, 64).length).isLessThanOrEqualTo(64);
            } catch (IOException e) {
                assertThat(e).hasMessage("its Snappy data are damaged");
            }
        }
    }
}
