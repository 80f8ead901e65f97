package plumb.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import plumb.files.AtomicFile;

/// The standard output of the process, which keeps the failure that a [PrintWriter] hides.
final class StandardOutput extends OutputStream {
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final PrintWriter writer = new PrintWriter(this, true, System.out.charset());
    private volatile @Nullable IOException failure;

    PrintWriter writer() {
        return writer;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (failure == null) failure = e;
            throw e;
        }
    }

    /// The exit code of a command that has ended with `code`: another one, and a line on standard
    /// error, if not all of its output could be written.
    int exitCode(int code) {
        writer.flush();
        IOException e = failure;
        if (e == null) return code;
        System.err.println(
                "plumb: " + AtomicFile.failure(Path.of("standard output"), e).message());
        return ExitCode.INTERNAL;
    }
}
