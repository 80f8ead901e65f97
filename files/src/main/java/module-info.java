import org.jspecify.annotations.NullMarked;

/// Experiment files, data files and run folders.
@NullMarked
module plumb.files {
    requires transitive plumb;
    requires java.desktop;
    requires java.logging;
    requires java.sql;
    requires de.siegmar.fastcsv;
    requires dev.hardwood.core;
    requires org.snakeyaml.engine;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.core;
    requires static org.jspecify;

    exports plumb.files;
}
