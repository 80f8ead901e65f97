import org.jspecify.annotations.NullMarked;

/// The `plumb` command: parses, calls the engine, renders.
@NullMarked
module plumb.app {
    requires gg.jte.runtime;
    requires info.picocli;
    requires io.helidon.http;
    requires io.helidon.logging.common;
    requires io.helidon.webserver;
    requires java.logging;
    requires plumb.files;
    requires static org.jspecify;

    exports org.xerial.snappy;
    exports plumb.app.templates to gg.jte.runtime;
    opens plumb.app to info.picocli;

    provides io.helidon.logging.common.spi.LoggingProvider with plumb.app.web.Silence;
}
