package plumb.train;

/// The weighted mean of a mark that each row gets, and its standard error over the choice of rows.
public final class Mean {
    private double weights;
    private double marks;
    private double squaredWeights;
    private double squaredMarks;
    private double products;

    /// Takes a row: Σw, Σwm, Σw², Σw²m², Σw²m.
    public void add(double weight, double mark) {
        double marked = weight * mark;
        weights += weight;
        marks += marked;
        squaredWeights += weight * weight;
        squaredMarks += marked * marked;
        products += weight * marked;
    }

    /// Takes the rows of another.
    public void add(Mean other) {
        weights += other.weights;
        marks += other.marks;
        squaredWeights += other.squaredWeights;
        squaredMarks += other.squaredMarks;
        products += other.products;
    }

    public double value() {
        return marks / weights;
    }

    /// √Σw²(m − mean)² / Σw.
    public double standardError() {
        double mean = value();
        double spread = squaredMarks - 2 * mean * products + mean * mean * squaredWeights;
        return Math.sqrt(Math.max(0, spread)) / weights;
    }
}
