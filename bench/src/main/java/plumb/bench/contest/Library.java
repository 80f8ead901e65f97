package plumb.bench.contest;

/// The libraries that compete.
public enum Library {
    PLUMB("Plumb"), DJL("DJL"), LIBTORCH("PyTorch C++"), DL4J("DL4J");

    private final String title;

    Library(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /// Whether it takes part in a contest on a network: DL4J on dense ones.
    boolean takes(Net net) {
        return this != DL4J || !net.convolves();
    }

    /// Loads the library, set to that many threads.
    Contender start(int threads) {
        return switch (this) {
            case PLUMB -> new Plumb(threads);
            case DJL -> new Djl(threads);
            case LIBTORCH -> new Libtorch(threads);
            case DL4J -> new Dl4j(threads);
        };
    }
}
