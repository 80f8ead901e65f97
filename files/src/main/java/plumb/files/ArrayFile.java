package plumb.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import plumb.text.InputError;

/// Arrays with names: those in an NPZ file, a zip archive of `NAME.npy`, or an NPY file and those
/// beside it.
///
/// @param names sorted
record ArrayFile(Path path, List<String> names) {
    private static final String END = ".npy";
    private static final String ARCHIVE = ".npz";

    /// Whether a path is named like a file of arrays.
    static boolean isOne(Path path) {
        return isArchive(path) || hasEnd(path, END);
    }

    static ArrayFile of(Path path) {
        return new ArrayFile(path, isArchive(path) ? entries(path) : neighbors(path));
    }

    private static boolean isArchive(Path path) {
        return hasEnd(path, ARCHIVE);
    }

    private static boolean hasEnd(Path path, String end) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(end);
    }

    private static String stem(String name) {
        return name.substring(0, name.length() - END.length());
    }

    private static List<String> entries(Path path) {
        try (ZipFile zip = zip(path)) {
            List<String> entries = zip.stream().map(ZipEntry::getName).sorted().toList();
            for (int i = 0; i < entries.size(); i++) {
                String name = entries.get(i);
                if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || !name.endsWith(END)) {
                    throw new InputError(path + ": has an entry \"" + name
                            + "\"; expected names of arrays, such as x.npy");
                }
                if (i > 0 && name.equals(entries.get(i - 1))) {
                    throw new InputError(path + ": has two entries \"" + name + "\"");
                }
            }
            return entries.stream().map(ArrayFile::stem).toList();
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    private static List<String> neighbors(Path path) {
        InputFiles.requireThere(path);
        Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> hasEnd(file, END))
                    .map(file -> String.valueOf(file.getFileName()))
                    .map(ArrayFile::stem).sorted().toList();
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    private static ZipFile zip(Path path) throws IOException {
        InputFiles.requireThere(path);
        try (InputStream in = Files.newInputStream(path)) {
            if (in.read() != 'P' || in.read() != 'K') {
                throw new InputError(path + ": is not an NPZ file: it is no zip archive");
            }
        }
        return new ZipFile(path.toFile());
    }

    /// The name of the array that an NPY file holds; none of an NPZ file.
    Optional<String> own() {
        return isArchive(path)
                ? Optional.empty()
                : Optional.of(stem(String.valueOf(path.getFileName())));
    }

    /// The file that an array is in.
    Path file(String name) {
        return isArchive(path) || own().equals(Optional.of(name))
                ? path
                : path.resolveSibling(name + END);
    }

    /// An array of that name, with its header read.
    NpyArray array(String name) {
        Path file = file(name);
        if (isArchive(path)) return entry(name);
        try {
            return NpyArray.of(file, name, file.toString(), Files.size(file),
                    () -> InputFiles.open(file));
        } catch (IOException e) {
            throw InputFiles.failure(file, e);
        }
    }

    private NpyArray entry(String name) {
        String place = path + ": \"" + name + "\"";
        try (ZipFile zip = zip(path)) {
            ZipEntry entry = entry(zip, name);
            if (entry.getSize() > InputFiles.MOST_COMPRESSED * (entry.getCompressedSize() + 1)) {
                throw new InputError(place + ": says that it has " + entry.getSize()
                        + " bytes, more than its " + entry.getCompressedSize()
                        + " compressed bytes can hold");
            }
            return NpyArray.of(path, name, place, entry.getSize(), () -> open(name));
        } catch (IOException e) {
            throw InputFiles.failure(path, e);
        }
    }

    private ZipEntry entry(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name + END);
        if (entry == null) throw new InputError(path + ": changed while it was read");
        return entry;
    }

    private InputStream open(String name) throws IOException {
        ZipFile zip = zip(path);
        ZipEntry entry = entry(zip, name);
        return new CheckedInputStream(zip.getInputStream(entry), new CRC32()) {
            @Override
            public int read() throws IOException {
                return checked(super.read());
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                return checked(super.read(to, from, length));
            }

            private int checked(int read) throws IOException {
                if (read >= 0 || getChecksum().getValue() == entry.getCrc()) return read;
                throw new ZipException("the checksum of \"" + name + "\" is wrong");
            }

            @Override
            public void close() throws IOException {
                super.close();
                zip.close();
            }
        };
    }
}
