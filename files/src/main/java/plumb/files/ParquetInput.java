package plumb.files;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The bytes of a Parquet file. Nobody reads no bytes on purpose: where a page says that it is longer
/// than its column, the library would do so for ever.
record ParquetInput(InputFile file) implements InputFile {
    static ParquetInput of(Path path) {
        return new ParquetInput(InputFile.of(path));
    }

    @Override
    public void open() throws IOException {
        file.open();
    }

    @Override
    public ByteBuffer readRange(long offset, int length) throws IOException {
        if (length <= 0) throw new IOException("a page is longer than its column");
        return file.readRange(offset, length);
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
