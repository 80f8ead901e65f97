package plumb.app.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import plumb.files.Json;
import plumb.text.InputError;

/// Answers in JSON to what a page asks for.
public final class Answers {
    private Answers() {}

    /// An answer to a question.
    @FunctionalInterface
    public interface Answer {
        /// Answers a question.
        ///
        /// @throws InputError if it is wrong
        void to(ServerRequest request, ServerResponse response);
    }

    /// The answer, or with this status a sentence that says what is wrong with the question.
    public static Handler guarded(Status wrong, Answer answer) {
        return (request, response) -> {
            try {
                answer.to(request, response);
            } catch (InputError e) {
                refuse(response, wrong, e.message());
            }
        };
    }

    public static void refuse(ServerResponse response, Status status, String sentence) {
        send(response.status(status), Json.line(json -> json.member("error", sentence)));
    }

    public static void send(ServerResponse response, String json) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(json);
    }
}
