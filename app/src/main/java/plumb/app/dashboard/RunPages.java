package plumb.app.dashboard;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import plumb.app.web.Answers;
import plumb.app.web.Shell;
import plumb.files.Json;
import plumb.files.StoredRun;
import plumb.text.InputError;

/// The pages of runs, and the numbers that they show. It reads; nothing here writes.
public final class RunPages implements HttpService {
    private static final String RUN = "/api/runs/{name}";
    private static final long FORGOTTEN = TimeUnit.MINUTES.toNanos(2);
    private static final int MOST_COLUMNS = 2000;

    private final Path folder;
    private final boolean alone;
    /// The name of the run, if only one is shown.
    private final String only;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    /// @param folder of the runs, or one run
    public RunPages(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        this.alone = StoredRun.isOne(whole);
        this.folder = alone && whole.getParent() != null ? whole.getParent() : whole;
        this.only = alone ? String.valueOf(whole.getFileName()) : "";
    }

    @Override
    public void routing(HttpRules rules) {
        Handler list = Shell.of("Runs", "runs");
        rules.get("/", alone ? RunPages.to("/runs/" + Address.encoded(only)) : list)
                .get("/runs/{name}", Shell.of("Run", "run"))
                .get("/api/runs", told((_, response) -> Answers.send(response, Json.line(
                        json -> json.objects("runs", runs().reversed(), Head::line)))))
                .get(RUN, view(Head::write))
                .get(RUN + "/heatmap", told(this::heatmap))
                .get(RUN + "/course", told(this::course))
                .get(RUN + "/layers", told(this::layers))
                .get(RUN + "/layers/{layer}", told(this::layer))
                .get(RUN + "/events", told((request, response) -> Events.send(watch(request),
                        Numbers.whole(request.headers().first(HeaderNames.create("Last-Event-ID"))
                                .orElse("0"), 0),
                        response)));
    }

    private static Handler to(String path) {
        return (_, response) -> response.status(Status.SEE_OTHER_303)
                .header(HeaderNames.LOCATION, path).send();
    }

    private static Handler told(Answers.Answer answer) {
        return Answers.guarded(Status.NOT_FOUND_404, answer);
    }

    private Handler view(BiConsumer<Json, Watch.Seen> members) {
        return told((request, response) -> Answers.send(response, watch(request).json(members)));
    }

    private List<StoredRun> runs() {
        return StoredRun.in(folder).stream()
                .filter(run -> !alone || name(run.folder()).equals(only)).toList();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /// The reader of the run that a request names, if the folder has such a run.
    private Watch watch(ServerRequest request) {
        String name = request.path().pathParameters().get("name");
        boolean shown = !name.isEmpty() && !name.contains("/") && !name.contains("\\")
                && !name.equals("..") && !name.equals(".") && (!alone || name.equals(only));
        if (!shown || !StoredRun.isOne(folder.resolve(name))) {
            watches.remove(name);
            throw new InputError("there is no run " + name + " here");
        }
        watches.values().removeIf(watch -> watch.idle() > FORGOTTEN);
        return watches.computeIfAbsent(name, n -> new Watch(folder.resolve(n)));
    }

    private void heatmap(ServerRequest request, ServerResponse response) {
        String quantity = query(request, "quantity", "delta");
        Answers.send(response,
                watch(request).json((json, seen) -> Views.heatmap(json, seen.history(),
                        quantity, span(request))));
    }

    private void course(ServerRequest request, ServerResponse response) {
        Answers.send(response, watch(request)
                .json((json, seen) -> Views.course(json, seen.history(), span(request))));
    }

    private void layers(ServerRequest request, ServerResponse response) {
        long step = Numbers.whole(query(request, "step", "0"), 0);
        Answers.send(response,
                watch(request).json((json, seen) -> Views.layers(json, seen.history(),
                        step > 0 ? step : seen.history().last())));
    }

    private void layer(ServerRequest request, ServerResponse response) {
        String index = request.path().pathParameters().get("layer");
        Answers.send(response,
                watch(request).json((json, seen) -> Views.layer(json, seen.history(), index,
                        span(request))));
    }

    private static Views.Span span(ServerRequest request) {
        return new Views.Span(Numbers.whole(query(request, "from", "1"), 1),
                Numbers.whole(query(request, "to", Long.toString(Long.MAX_VALUE - 1)), 1),
                (int) Math.min(MOST_COLUMNS, Numbers.whole(query(request, "columns", "400"), 1)));
    }

    private static String query(ServerRequest request, String key, String other) {
        return request.query().first(key).asOptional().orElse(other);
    }
}
