package plumb.files;

import plumb.data.Dataset;

/// The rows of an experiment, and how their columns became numbers.
public record Prepared(Dataset data, Columns columns) {}
