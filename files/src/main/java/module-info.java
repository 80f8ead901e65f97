import org.jspecify.annotations.NullMarked;

/// Experiment files, data files and run folders.
@NullMarked
module plumb.files {
    requires transitive plumb;
    requires java.desktop;
    requires de.siegmar.fastcsv;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;
    requires static org.jspecify;

    exports plumb.files;
}
