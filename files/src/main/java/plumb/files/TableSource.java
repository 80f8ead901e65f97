package plumb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.data.Dataset;
import plumb.data.Target;
import plumb.nn.Loss;
import plumb.text.Grammar;
import plumb.text.InputError;
import plumb.text.Nearest;
import plumb.train.Plan;

/// A table whose columns are learned: which are numbers, which are texts, what is predicted.
record TableSource(Path path, Optional<Path> test) implements Source {
    /// The most categories of a text column.
    static final int CATEGORIES = 1000;

    @Override
    public Prepared prepare(Experiment experiment) {
        DataSection section = experiment.data();
        CsvFile file = CsvFile.of(path);
        int target = targetIndex(file, section.target());
        var all = new boolean[file.header().size()];
        Arrays.fill(all, true);
        var numbers = new NumberPass(file, all, target);
        file.read(numbers);
        int rows = numbers.rows();
        Columns columns = learn(file, numbers, target, experiment);
        Table table = new Table(file, columns, numbers);
        Rows learned = table.rows(true);
        Dataset data = test.map(t -> withTest(learned, columns, t))
                .orElseGet(() -> dataset(learned, columns));
        data = test.isPresent() ? data.withTestFrom(rows) : data;
        return new Prepared(data.split(section.validation(), experiment.dataSeed()), columns);
    }

    @Override
    public List<Path> files() {
        return Stream.concat(Stream.of(path), test.stream()).toList();
    }

    private static int targetIndex(CsvFile file, Optional<String> target) {
        List<String> header = file.header();
        if (target.isEmpty()) return header.size() - 1;
        int index = header.indexOf(target.get());
        if (index >= 0) return index;
        throw new InputError(file.path() + ": there is no target column \"" + target.get() + "\"; "
                + Nearest.suggestion(target.get(), header));
    }

    private Columns learn(CsvFile file, NumberPass numbers, int target, Experiment experiment) {
        int width = file.header().size();
        int[] inputs = IntStream.range(0, width).filter(c -> c != target).toArray();
        boolean numericTarget = numbers.numeric(target)
                || experiment.data().task() == Task.REGRESSION;
        numbers.requireNumbers(IntStream.range(0, width)
                .filter(c -> c == target ? numericTarget : numbers.numeric(c)).toArray());
        for (int c = 0; c < width; c++) {
            if (!numbers.numeric(c)) numbers.requireNoDecimalComma(c);
        }
        var limits = new int[width];
        for (int c : inputs) limits[c] = numbers.numeric(c) ? 0 : CATEGORIES;
        if (!numericTarget) limits[target] = Integer.MAX_VALUE;
        var texts = new TextPass(file, limits, numbers.rows());
        if (Arrays.stream(limits).anyMatch(n -> n > 0)) {
            file.read(texts);
            texts.requireUnchanged();
        }
        var learned = new ArrayList<Columns.Column>();
        for (int c : inputs) {
            String name = file.header().get(c);
            learned.add(numbers.numeric(c)
                    ? new Columns.Column.Numeric(name)
                    : new Columns.Column.Category(name,
                            texts.texts(c).keySet().stream().sorted().toList()));
        }
        String name = file.header().get(target);
        List<String> classes = numericTarget
                ? numericClasses(numbers.exactValues(), learned, experiment)
                : texts.texts(target).keySet().stream().sorted().toList();
        if (numericTarget && classes.isEmpty()
                && Arrays.stream(numbers.exactValues()).distinct().count() == 1) {
            throw new InputError(path + ": the target column \"" + name + "\" has one value only, "
                    + Grammar.number(numbers.exactValues()[0]) + ": there is nothing to learn");
        }
        if (classes.size() == 1) {
            throw new InputError(
                    path + ": the target column \"" + name + "\" has one class only, \""
                            + classes.getFirst() + "\": there is nothing to learn"
                            + (experiment.data().target().isPresent()
                                    ? ""
                                    : "; data.target can name another column"));
        }
        return new Columns(learned, name, classes);
    }

    /// The classes of a target of numbers, sorted; none if it is a regression.
    private static List<String> numericClasses(double[] values, List<Columns.Column> inputs,
            Experiment experiment) {
        double[] different = Arrays.stream(values).sorted().distinct().toArray();
        boolean classification = switch (experiment.data().task()) {
            case CLASSIFICATION -> true;
            case REGRESSION -> false;
            case AUTO -> forClasses(experiment.plan(), inputs, different.length);
        };
        if (!classification) return List.of();
        return Arrays.stream(different).mapToObj(Columns::className).toList();
    }

    private static boolean forClasses(Plan plan, List<Columns.Column> inputs, int labels) {
        int width = (int) inputs.stream().flatMap(Columns.Column::inputs).count();
        int[] widths = plan.network().widths(width);
        return switch (plan.loss()) {
            case Loss.BinaryCrossEntropy _,Loss.CategoricalCrossEntropy _ -> true;
            case Loss.Mse _,Loss.Mae _ -> labels > 1 && widths[widths.length - 1] == labels;
        };
    }

    private Dataset withTest(Rows learned, Columns columns, Path test) {
        Rows more = Table.of(test, columns, true).rows(true);
        int width = columns.names().size();
        float[] inputs = Arrays.copyOf(learned.inputs(),
                length(learned.number() + more.number(), width));
        System.arraycopy(more.inputs(), 0, inputs, learned.inputs().length, more.inputs().length);
        Target target = switch (learned.target().orElseThrow()) {
            case Target.Classes first -> {
                int[] of = Arrays.copyOf(first.of(), learned.number() + more.number());
                int[] second = ((Target.Classes) more.target().orElseThrow()).of();
                System.arraycopy(second, 0, of, learned.number(), second.length);
                yield new Target.Classes(of, first.names());
            }
            case Target.Values first -> {
                float[] of = Arrays.copyOf(first.of(), learned.number() + more.number());
                float[] second = ((Target.Values) more.target().orElseThrow()).of();
                System.arraycopy(second, 0, of, learned.number(), second.length);
                yield new Target.Values(of);
            }
        };
        return Dataset.of(inputs, columns.names(), target);
    }

    private Dataset dataset(Rows rows, Columns columns) {
        return Dataset.of(rows.inputs(), columns.names(), rows.target().orElseThrow());
    }

    private int length(int rows, int width) {
        return Table.length(path, rows, width);
    }
}
