package plumb.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and termination while a verb works: it is asked to stop, and has a few seconds to write
/// what there is. A second Ctrl-C ends the process at once.
///
/// The JVM ends with 130 or 143 by itself once the hook has returned.
final class Interruption implements AutoCloseable {
    private static final int SECONDS = 5;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "plumb-interruption");
    private volatile boolean requested;

    Interruption() {
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
        onNextInterrupt(() -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
        try {
            written.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The class that handles signals is not part of the Java platform's own modules; where it is
    /// missing, a second Ctrl-C waits for the first.
    private static void onNextInterrupt(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object act = Proxy.newProxyInstance(Interruption.class.getClassLoader(),
                    new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance("INT"), act);
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
