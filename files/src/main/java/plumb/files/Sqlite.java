package plumb.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;

/// Connections to SQLite databases.
final class Sqlite {
    /// How long a writer waits for another, in milliseconds.
    private static final int PATIENCE = 5000;

    /// What goes wrong is thrown; the driver would also print it.
    private static final Logger DRIVER = Logger.getLogger("org.sqlite");

    static {
        DRIVER.setLevel(Level.OFF);
        // The driver unpacks its native library into this folder, and a process that is killed would
        // leave it there. Once it is loaded, the file is no longer needed where the system permits.
        try {
            Path folder = Files.createTempDirectory("plumb-sqlite-");
            System.setProperty("org.sqlite.tmpdir", folder.toString());
            try {
                SQLiteJDBCLoader.initialize();
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    files.forEach(AtomicFile::remove);
                }
                AtomicFile.remove(folder);
            }
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Sqlite() {}

    /// Opens a database that others can read while it is written, and creates it if it is not there.
    static Connection open(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(PATIENCE);
        return config.createConnection(url(file));
    }

    /// Opens a database to read, also while another process writes it.
    static Connection read(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(PATIENCE);
        return config.createConnection(url(file));
    }

    /// In a URI no character of the path means anything else.
    static String url(Path file) {
        return "jdbc:sqlite:" + file.toUri();
    }
}
