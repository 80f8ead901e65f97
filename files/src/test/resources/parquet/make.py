"""Makes the Parquet files of this folder, with pyarrow 25 (python3 -m pip install pyarrow)."""
import datetime
import decimal

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 12


def column(values, every, kind):
    return pa.array([None if every and i % every == every - 1 else v for i, v in enumerate(values)], kind)


table = pa.table({
    "int8": column([i - 6 for i in range(ROWS)], 0, pa.int8()),
    "int16": column([i * 1000 for i in range(ROWS)], 0, pa.int16()),
    "int32": column([i * 100000 - 7 for i in range(ROWS)], 5, pa.int32()),
    "int64": column([i * 12345678901 for i in range(ROWS)], 0, pa.int64()),
    "uint8": column([255 - i for i in range(ROWS)], 0, pa.uint8()),
    "uint32": column([4294967295 - i * 4096 for i in range(ROWS)], 0, pa.uint32()),
    "uint64": column([18446744073709551615 - (i << 50) for i in range(ROWS)], 0, pa.uint64()),
    "half": column([i / 4 for i in range(ROWS)], 0, pa.float16()),
    "float": column([i / 10 for i in range(ROWS)], 4, pa.float32()),
    "double": column([i * 0.1 + 1e-9 for i in range(ROWS)], 0, pa.float64()),
    "decimal": column([decimal.Decimal(i * 7).scaleb(-2) for i in range(ROWS)], 0, pa.decimal128(9, 2)),
    "flag": column([i % 3 == 0 for i in range(ROWS)], 0, pa.bool_()),
    "color": column([["red", "green", " blue "][i % 3] for i in range(ROWS)], 6, pa.string()),
    "code": column([str(i % 2) for i in range(ROWS)], 0, pa.string()),
    "y": column([["no", "yes"][i % 2] for i in range(ROWS)], 0, pa.string()),
})


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


with open("types.csv", "w") as out:
    out.write(",".join(table.column_names) + "\n")
    for row in table.to_pylist():
        out.write(",".join(text(v) for v in row.values()) + "\n")

# The same rows in every way that they can be stored.
pq.write_table(table, "plain.parquet", compression="none", use_dictionary=False)
pq.write_table(table, "groups.parquet", compression="gzip", row_group_size=5, data_page_version="2.0")
pq.write_table(table, "snappy.parquet", compression="snappy")
pq.write_table(table, "zstd.parquet", compression="zstd")
pq.write_table(table, "brotli.parquet", compression="brotli")

# Columns that no network takes.
y = [0, 1, 0, 1]
for name, values in {
        "lists": pa.array([[1, 2], [], None, [3]]),
        "groups-of-columns": pa.array([{"a": 1}] * 4),
        "dates": pa.array([datetime.date(2020, 1, 1)] * 4),
        "times": pa.array([datetime.datetime(2020, 1, 1)] * 4),
        "bytes": pa.array([b"x"] * 4),
}.items():
    pq.write_table(pa.table({"x": [1, 2, 3, 4], "odd": values, "y": y}), name + ".parquet",
                   compression="none")

pq.write_table(pa.table({"x": [1.0, float("nan"), 3.0, 4.0], "y": y}), "nan.parquet", compression="none")
pq.write_table(pa.table({"x": [1.0, float("inf"), 3.0, 4.0], "y": y}), "infinite.parquet", compression="none")
# Targets and inputs of single precision, which a table of texts has with few digits.
pq.write_table(pa.table({"x": pa.array([0.3, 1.5, 2.0, 0.7], pa.float32()),
                         "y": pa.array([0.1, 1.0, 0.1, 2.7], pa.float32())}), "single.parquet", compression="none")
pq.write_table(pa.table({"x": [1.0, 2.0], "y": pa.array([1, None])}), "no-target.parquet", compression="none")
pq.write_table(pa.table({"x": pa.array([], pa.int32()), "y": pa.array([], pa.int32())}), "empty.parquet",
               compression="none")
pq.write_table(pa.table({"x": [1, 2]}), "one.parquet", compression="none")
