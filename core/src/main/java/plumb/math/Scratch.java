package plumb.math;

/// A float buffer per thread that grows to the largest size asked for and is then reused.
final class Scratch {
    private static final ThreadLocal<Scratch> PER_THREAD = ThreadLocal.withInitial(Scratch::new);

    private float[] buffer = {};

    private Scratch() {}

    /// The calling thread's buffer, at least `size` long, with whatever the last user left in it.
    static float[] ofSize(int size) {
        Scratch mine = PER_THREAD.get();
        if (mine.buffer.length < size) {
            mine.buffer = new float[Math.max(size, Math.min(2 * mine.buffer.length, 1 << 28))];
        }
        return mine.buffer;
    }
}
