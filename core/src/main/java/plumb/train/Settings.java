package plumb.train;

import java.util.List;

/// How a plan is trained: nothing here changes the weights, except the seed. (With the
/// probe off, a training that diverges is seen to when its loss shows it.)
///
/// @param workers threads that share each batch; 0 chooses by the size of the network
/// @param probe how much is measured of every layer on the way
/// @param metrics what scores hold beside the loss and the metric that decides
public record Settings(long seed, int workers, Probe probe, List<Metric> metrics) {
    public Settings {
        metrics = List.copyOf(metrics);
    }

    /// With no other metrics.
    public Settings(long seed, int workers, Probe probe) {
        this(seed, workers, probe, List.of());
    }

    public static Settings seed(long seed) {
        return new Settings(seed, 0, Probe.AUTO);
    }

    public Settings workers(int number) {
        return new Settings(seed, number, probe, metrics);
    }

    public Settings probe(Probe changed) {
        return new Settings(seed, workers, changed, metrics);
    }

    public Settings metrics(List<Metric> wanted) {
        return new Settings(seed, workers, probe, wanted);
    }
}
