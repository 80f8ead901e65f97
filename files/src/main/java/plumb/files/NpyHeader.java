package plumb.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumb.text.InputError;

/// The beginning of an array in the NPY format, versions 1.0 to 3.0: a magic text, the version, the
/// length of a dictionary in the notation of Python, and the dictionary, such as
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }`.
///
/// @param bytes how many bytes it takes
/// @param fortran whether the first index changes fastest, and not the last
/// @param shape the sides of the array; none for a single number
record NpyHeader(int bytes, NpyType type, ByteOrder order, boolean fortran, List<Integer> shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    /// The longest side, because it counts rows.
    private static final long LONGEST_SIDE = InputStore.LARGEST;
    /// More than a disk can hold, and few enough to count their bytes.
    private static final long MOST_NUMBERS = 1L << 56;

    private static final Pattern TYPE = entry("descr", "['\"]([^'\"]*)['\"]|([\\[(])");
    private static final Pattern FORTRAN = entry("fortran_order", "(True|False)");
    private static final Pattern SHAPE = entry("shape", "\\(([^()]*)\\)");
    private static final Pattern SIDE = Pattern.compile("[0-9]+");

    private static Pattern entry(String key, String value) {
        return Pattern.compile("['\"]" + key + "['\"]\\s*:\\s*(?:" + value + ")");
    }

    /// Reads a header.
    ///
    /// @throws InputError without the place, saying what is wrong
    static NpyHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0,
                MAGIC.length)) {
            throw new InputError("is not an NPY array: it does not begin with \\x93NUMPY");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new InputError("has version " + version + "." + start[MAGIC.length + 1]
                    + " of the NPY format, expected 1.0, 2.0 or 3.0");
        }
        byte[] field = in.readNBytes(version == 1 ? 2 : 4);
        long length = 0;
        for (int i = field.length - 1; i >= 0; i--) length = (length << 8) + (field[i] & 0xff);
        if (length > LONGEST) {
            throw new InputError("says that its header has " + length + " bytes, expected at most "
                    + LONGEST);
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length || field.length < (version == 1 ? 2 : 4)) {
            throw new InputError("is truncated: it ends within its header");
        }
        Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return parse(new String(text, charset), start.length + field.length + text.length);
    }

    private static NpyHeader parse(String text, int bytes) {
        Matcher type = find(TYPE, text, "descr");
        if (type.group(1) == null) {
            throw new InputError(
                    "holds records of several values; expected one number per element");
        }
        String name = type.group(1).replaceFirst("^[<>|=]", "");
        if (name.startsWith("O")) {
            throw new InputError("holds Python objects, and reading those would run code from the"
                    + " file; save it with a type of numbers: array.astype('float32')");
        }
        NpyType known = NpyType.of(name).orElseThrow(() -> new InputError(
                "has the type \"" + type.group(1) + "\", expected one of " + NpyType.known()));
        boolean fortran = find(FORTRAN, text, "fortran_order").group(1).equals("True");
        return new NpyHeader(bytes, known,
                type.group(1).startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                fortran, shape(find(SHAPE, text, "shape").group(1)));
    }

    private static Matcher find(Pattern entry, String text, String key) {
        Matcher matcher = entry.matcher(text);
        if (matcher.find()) return matcher;
        throw new InputError("has a header without a valid \"" + key + "\"");
    }

    private static List<Integer> shape(String text) {
        var shape = new ArrayList<Integer>();
        double numbers = 1;
        for (String part : text.isBlank() ? new String[0] : text.strip().split(",")) {
            String digits = part.strip();
            if (!SIDE.matcher(digits).matches()) {
                throw new InputError("has the shape (" + text.strip() + "); expected whole numbers"
                        + " of at least 0");
            }
            double side = Double.parseDouble(digits);
            numbers *= side;
            if (side > LONGEST_SIDE || numbers > MOST_NUMBERS) {
                throw new InputError("has the shape (" + text.strip() + "), too large: expected at"
                        + " most " + LONGEST_SIDE + " in a side, and " + MOST_NUMBERS + " numbers");
            }
            shape.add((int) side);
        }
        return List.copyOf(shape);
    }

    /// How many numbers the array has.
    long numbers() {
        return shape.stream().mapToLong(side -> side).reduce(1, Math::multiplyExact);
    }

    /// How many bytes its numbers take.
    long dataBytes() {
        return numbers() * type.size();
    }
}
