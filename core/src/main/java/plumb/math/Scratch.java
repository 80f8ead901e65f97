package plumb.math;

/// Float buffers of one thread that grow to the largest size asked for and are then reused.
final class Scratch {
    private static final ThreadLocal<Scratch> PER_THREAD = ThreadLocal.withInitial(Scratch::new);

    private final float[][] buffers = new float[4][0];

    private Scratch() {}

    /// The calling thread's buffers.
    static Scratch mine() {
        return PER_THREAD.get();
    }

    /// Buffer `which` (0 to 3), at least `size` long, with whatever its last user left in it.
    float[] ofSize(int which, int size) {
        float[] buffer = buffers[which];
        if (buffer.length < size) {
            buffer = new float[size];
            buffers[which] = buffer;
        }
        return buffer;
    }
}
