package plumb.bench.launch;

/// A program that waits a second.
final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread.sleep(1000);
    }
}
