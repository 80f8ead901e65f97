package plumb.app.play;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import plumb.app.web.Answers;
import plumb.app.web.Shell;
import plumb.files.Json;
import plumb.text.InputError;

/// The page of the playground, and the engine behind it: a page opens a session with the query of a
/// setup and asks it for one frame after the other.
public final class PlayPages implements HttpService {
    private static final String SETUP = "/api/play";

    private final Sessions sessions = new Sessions();
    /// A repair takes all cores for seconds: one at a time.
    private final Semaphore repairs = new Semaphore(1);

    @Override
    public void routing(HttpRules rules) {
        rules.get("/playground", Shell.of("Playground", "play"))
                // On a site that has the runs too, these answer first.
                .get("/", (_, response) -> response.status(Status.SEE_OTHER_303)
                        .header(HeaderNames.LOCATION, "/playground").send())
                .post(SETUP, Answers.guarded(Status.BAD_REQUEST_400, this::open))
                .post(SETUP + "/sessions/{session}",
                        Answers.guarded(Status.BAD_REQUEST_400, this::frame))
                .delete(SETUP + "/sessions/{session}",
                        Answers.guarded(Status.BAD_REQUEST_400, this::close))
                .post(SETUP + "/repair/{network}",
                        Answers.guarded(Status.BAD_REQUEST_400, this::repair));
    }

    private void open(ServerRequest request, ServerResponse response) {
        Setup setup = Setup.of(request.query().rawValue());
        var session = new Session(setup);
        long number = sessions.open(session);
        Answers.send(response, Json.line(json -> {
            Desk.write(json, setup, session.data());
            json.member("session", number);
        }));
    }

    private void frame(ServerRequest request, ServerResponse response) {
        Optional<Session> session = sessions.of(number(request, "session"));
        if (session.isEmpty()) {
            Answers.refuse(response, Status.GONE_410, "This training was closed: begin it again.");
            return;
        }
        int steps = Numbers.whole("steps", query(request, "steps", "0"), 0, Session.MOST_STEPS);
        Answers.send(response, session.get().frame(steps,
                Numbers.truth("pictures", query(request, "pictures", "true")),
                Numbers.truth("diagnose", query(request, "diagnose", "false"))));
    }

    private void close(ServerRequest request, ServerResponse response) {
        sessions.close(number(request, "session"));
        response.status(Status.NO_CONTENT_204).send();
    }

    private void repair(ServerRequest request, ServerResponse response) {
        Setup setup = Setup.of(request.query().rawValue());
        int network = number(request, "network");
        if (network < 1 || network > setup.stacks().size()) {
            throw new InputError("there is no network " + network);
        }
        if (!repairs.tryAcquire()) {
            Answers.refuse(response, Status.TOO_MANY_REQUESTS_429,
                    "Another repair is running: try again when it is done.");
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/x-ndjson");
        try (OutputStream out = response.outputStream()) {
            Miniature.repair(setup, setup.stacks().get(network - 1), line -> write(out, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            repairs.release();
        }
    }

    private static void write(OutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(ServerRequest request, String name) {
        return Numbers.whole(name, request.path().pathParameters().get(name), 0,
                Integer.MAX_VALUE);
    }

    private static String query(ServerRequest request, String key, String other) {
        return request.query().first(key).asOptional().orElse(other);
    }
}
