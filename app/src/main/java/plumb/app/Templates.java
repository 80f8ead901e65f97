package plumb.app;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;

/// The HTML templates of `src/main/jte`, compiled at build time.
final class Templates {
    static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(null, ContentType.Html,
            null, "plumb.app.templates");

    private Templates() {}
}
