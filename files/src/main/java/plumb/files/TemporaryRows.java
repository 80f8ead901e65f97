package plumb.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import plumb.data.Inputs;
import plumb.text.InputError;
import plumb.train.Memory;

/// Rows of floats in a temporary file, which the system maps into memory once all are written.
///
/// Where a file can lose its name while it is open, on all systems but Windows, it does so at once:
/// then nothing is left of it, however the process ends. The system keeps in memory what it has room
/// for; that is no part of the heap.
final class TemporaryRows implements InputStore {
    private static final int BUFFER = 1 << 20;
    /// What must stay free on the disk.
    private static final long SPARE = 64 << 20;
    /// The bytes of heap that each row needs beside its inputs: its target, the splits while they
    /// are drawn, its place in the order of an epoch.
    static final long BYTES_OF_ROW = 32;

    private final Path folder;
    private final int width;
    private final FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER)
            .order(ByteOrder.nativeOrder());
    private final FloatBuffer floats = bytes.asFloatBuffer();

    private TemporaryRows(Path folder, int width, FileChannel channel) {
        this.folder = folder;
        this.width = width;
        this.channel = channel;
    }

    /// @param what begins an error: how many rows of what "need"
    /// @throws InputError if heap or disk have no room, before anything is written
    static TemporaryRows of(String what, int rows, int width) {
        Memory.require(what, (double) rows * BYTES_OF_ROW, "beside a temporary file", "");
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        long bytes = (long) rows * width * Float.BYTES;
        try {
            long room = Files.getFileStore(folder).getUsableSpace();
            if (bytes > room - SPARE) {
                throw new InputError(what + " a temporary file of " + Memory.size((double) bytes)
                        + ", but " + folder + " has room for "
                        + Memory.size((double) Math.max(0, room - SPARE))
                        + ": let TMPDIR name a folder with more");
            }
            Path file = Files.createTempFile(folder, "plumb-", ".rows");
            return new TemporaryRows(folder, width,
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    @Override
    public void add(float[] row) {
        for (int done = 0; done < width;) {
            int count = Math.min(width - done, floats.remaining());
            floats.put(row, done, count);
            done += count;
            if (!floats.hasRemaining()) flush();
        }
    }

    private void flush() {
        bytes.limit(floats.position() * Float.BYTES);
        try {
            while (bytes.hasRemaining()) channel.write(bytes);
        } catch (IOException e) {
            throw failure(folder, e);
        }
        bytes.clear();
        floats.clear();
    }

    @Override
    public Inputs inputs() {
        flush();
        try (channel) {
            return new Inputs.Mapped(
                    channel.map(MapMode.READ_WRITE, 0, channel.size(), Arena.ofAuto()), width);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private static InputError failure(Path folder, IOException e) {
        return new InputError("a temporary file in " + folder + " cannot be written: "
                + e.getMessage() + "; TMPDIR can name another folder");
    }
}
