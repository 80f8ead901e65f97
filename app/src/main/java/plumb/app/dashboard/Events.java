package plumb.app.dashboard;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import plumb.text.InputError;

/// The events of one run for one browser (server-sent events, HTML standard).
///
/// `step` comes where steps were added, with the last one as its id, at most four times a second; `head`
/// where the run as a whole has changed; `end` once it runs no more, and a comment every few seconds
/// shows that the connection lives. Who comes back with an id is told at once what it missed: each event
/// holds all there is to know. A browser that does not read stops its own thread alone.
final class Events {
    private static final long PAUSE = 250;
    private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(3);

    private Events() {}

    static void send(Watch watch, long known, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        try (OutputStream out = response.outputStream()) {
            tell(watch, known, out);
        } catch (IOException | RuntimeException e) {
            // The browser is gone, or the run is.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(Watch watch, long known, OutputStream out)
            throws IOException, InterruptedException {
        long told = known;
        long version = watch.pulse().version();
        boolean running = true;
        long beat = System.nanoTime();
        write(out, "retry: 1000\n\n");
        while (true) {
            Watch.Pulse pulse;
            try {
                pulse = watch.pulse();
            } catch (InputError e) {
                write(out, "event: gone\ndata: {}\n\n");
                return;
            }
            boolean ended = running && !pulse.running();
            if (pulse.last() != told) {
                told = pulse.last();
                write(out, "event: step\nid: " + told + "\ndata: "
                        + watch.json((json, seen) -> Views.now(json, seen.history())) + "\n\n");
            }
            if (pulse.version() != version) write(out, "event: head\ndata: {}\n\n");
            if (ended) write(out, "event: end\ndata: {}\n\n");
            version = pulse.version();
            running = pulse.running();
            if (System.nanoTime() - beat >= HEARTBEAT) {
                write(out, ": alive\n\n");
                beat = System.nanoTime();
            }
            Thread.sleep(PAUSE);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
