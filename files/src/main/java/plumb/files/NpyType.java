package plumb.files;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A type of number in an array of NumPy, and how its bytes are read.
enum NpyType {
    B1 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return bytes.get(at) == 0 ? 0 : 1;
        }
    },
    I1 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return bytes.get(at);
        }
    },
    I2 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return bytes.getShort(at);
        }
    },
    I4 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return bytes.getInt(at);
        }
    },
    I8 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return bytes.getLong(at);
        }
    },
    U1 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return Byte.toUnsignedInt(bytes.get(at));
        }
    },
    U2 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return Short.toUnsignedInt(bytes.getShort(at));
        }
    },
    U4 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return Integer.toUnsignedLong(bytes.getInt(at));
        }
    },
    U8 {
        @Override
        double read(ByteBuffer bytes, int at) {
            long number = bytes.getLong(at);
            return number >= 0 ? number : 0x1p64 + number;
        }
    },
    F2 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return Float.float16ToFloat(bytes.getShort(at));
        }
    },
    F4 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return bytes.getFloat(at);
        }
    },
    F8 {
        @Override
        double read(ByteBuffer bytes, int at) {
            return bytes.getDouble(at);
        }
    };

    /// The number that begins at a byte.
    abstract double read(ByteBuffer bytes, int at);

    /// The bytes of a number.
    int size() {
        return name().charAt(1) - '0';
    }

    /// The type of that name, such as `f4`.
    static Optional<NpyType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.toString().equals(name)).findFirst();
    }

    /// The names of all types, `b1, i1, …`.
    static String known() {
        return Arrays.stream(values()).map(NpyType::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().substring(0, 1).toLowerCase(Locale.ROOT) + name().charAt(1);
    }
}
