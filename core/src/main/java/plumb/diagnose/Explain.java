package plumb.diagnose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The pages that explain findings, as Markdown that reads well unrendered: what a finding is, how it
/// is measured, what causes it, what to try, and when it is a false alarm.
public final class Explain {
    private Explain() {}

    /// The ids of all pages, one for each symptom, in the order of [Diagnosis#symptoms()].
    public static List<String> ids() {
        return Diagnosis.symptoms();
    }

    /// The page of a finding; empty if there is no symptom of that id.
    public static Optional<String> page(String id) {
        if (!ids().contains(id)) return Optional.empty();
        try (InputStream page = Explain.class.getResourceAsStream("explain/" + id + ".md")) {
            if (page == null) throw new IllegalStateException("no page explains " + id);
            return Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
