package plumb.app.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The page around every view: header, navigation, styles, and the script `web/NAME.js` that fills it.
public final class Shell {
    private static final String PAGE = Assets.text("shell.html");
    /// Which script each library name in an `import` stands for. Only a page can hold it, so the policy
    /// that allows no script in a page allows this text alone.
    private static final String IMPORTS = Assets.text("imports.json");

    private Shell() {}

    /// Answers with the page of a view.
    public static Handler of(String title, String script) {
        byte[] page = PAGE.replace("{title}", title).replace("{script}", script)
                .replace("{imports}", IMPORTS).getBytes(StandardCharsets.UTF_8);
        return (_, response) -> response
                .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8").send(page);
    }

    /// What the policy knows the imports by.
    static String importsDigest() {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(IMPORTS.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
