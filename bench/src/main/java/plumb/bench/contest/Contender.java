package plumb.bench.contest;

/// A library that trains networks.
public interface Contender {
    /// Its version and what it computes with.
    String version();

    /// A fresh network, ready to be trained.
    ///
    /// @param statistics whether every step also measures the layers, in the library's usual way
    Trainee train(Net net, boolean statistics);

    /// A network in training.
    interface Trainee extends AutoCloseable {
        /// Trains on one batch.
        void step();

        /// The mean loss over the batch, before or after the last step.
        double loss();

        @Override
        void close();
    }
}
