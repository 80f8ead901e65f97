package plumb.app;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and termination while a verb works: it is asked to stop, and has a minute to end its step
/// and to write what there is. A second signal ends the process at once.
///
/// The JVM ends with 130 or 143 by itself once the hook has returned.
final class Interruption implements AutoCloseable {
    /// After so long it is said what is waited for, and after so long no more is waited.
    private static final int REMARK_SECONDS = 5;
    private static final int LAST_SECONDS = 60;

    private final Console console;
    private final Path folder;
    private final Optional<String> goesOn;
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "plumb-interruption");
    private volatile boolean requested;

    /// @param goesOn how a run that is cut short is taken up again, if it can be
    Interruption(Console console, Path folder, Optional<String> goesOn) {
        this.console = console;
        this.folder = folder;
        this.goesOn = goesOn;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Whether the verb was asked to stop. It also finds its thread interrupted, so that waiting and
    /// long searches end; this clears that mark, so that files can be written.
    boolean requested() {
        if (requested) Thread.interrupted();
        return requested;
    }

    private void stop() {
        requested = true;
        worker.interrupt();
        onNext("INT", () -> endAtOnce(ExitCode.INTERRUPTED));
        onNext("TERM", () -> endAtOnce(ExitCode.TERMINATED));
        waitForFiles(REMARK_SECONDS, LAST_SECONDS);
    }

    /// Waits until everything is written, and tells if that takes long or does not happen.
    void waitForFiles(int remark, int last) {
        try {
            if (written.await(remark, TimeUnit.SECONDS)) return;
            tell("plumb: the step at hand has not ended yet; waiting " + (last - remark)
                    + " s more, a second signal ends at once");
            if (written.await(last - remark, TimeUnit.SECONDS)) return;
            tell(ended());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String ended() {
        return "plumb: ended in the midst of a step: " + Run.shown(folder) + " has no result; "
                + goesOn.orElse("remove it before its name is used again");
    }

    /// Tells so, but waits for nobody who does not read it.
    private void endAtOnce(int exitCode) {
        try {
            Thread.ofPlatform().daemon().start(() -> tell(ended())).join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    private void tell(String line) {
        console.warning(line);
        console.event("interrupted", json -> json.member("message", line)
                .member("run", folder.toString()));
    }

    /// The class that handles signals is not part of the Java platform's own modules; where it is
    /// missing, a second signal waits for the first.
    private static void onNext(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object act = Proxy.newProxyInstance(Interruption.class.getClassLoader(),
                    new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance(name), act);
        } catch (ReflectiveOperationException e) {
            return;
        }
    }

    /// Everything is written; the process may end.
    @Override
    public void close() {
        written.countDown();
        if (requested) return;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook has been let go.
        }
    }
}
