package plumb.bench.contest;

/// What is measured round after round: an entry on a network, with or without statistics.
public record Cell(Entry entry, Net net, boolean statistics) {
    /// The words that tell a child which of its networks is meant.
    String words() {
        return net.name() + " " + (statistics ? "on" : "off");
    }
}
