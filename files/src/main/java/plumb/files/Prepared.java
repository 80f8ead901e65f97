package plumb.files;

import java.util.List;
import plumb.data.Dataset;

/// The rows of an experiment, and how their columns became numbers.
///
/// @param remarks what people should know of it, one line each
/// @param digests what the files held that the rows come from
public record Prepared(Dataset data, Columns columns, List<String> remarks, DataDigests digests) {
    public Prepared {
        remarks = List.copyOf(remarks);
    }

    Prepared(Dataset data, Columns columns) {
        this(data, columns, List.of(), DataDigests.NONE);
    }

    /// The rows as a data set, split as the experiment says.
    ///
    /// @param train how many of the rows are for training and validation; those behind them are for
    ///     the test
    static Prepared of(Rows rows, Columns columns, int train, Experiment experiment) {
        Dataset data = rows.dataset(columns, rows.target().orElseThrow());
        return new Prepared(split(data, train, experiment), columns);
    }

    /// The rows that change weights, which depend on the targets alone.
    static int[] trainRows(Rows rows, int train, Experiment experiment) {
        Dataset blank = Dataset.of(new float[rows.number()], List.of("blank"),
                rows.target().orElseThrow());
        return split(blank, train, experiment).train();
    }

    private static Dataset split(Dataset data, int train, Experiment experiment) {
        return (train < data.rows() ? data.withTestFrom(train) : data)
                .split(experiment.data().validation(), experiment.dataSeed());
    }

    Prepared with(List<String> lines) {
        return new Prepared(data, columns, lines, digests);
    }

    Prepared with(DataDigests files) {
        return new Prepared(data, columns, remarks, files);
    }
}
