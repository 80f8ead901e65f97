package plumb.files;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.SchemaNode;
import java.util.Locale;

/// What a column of a Parquet file holds. Booleans are the texts `true` and `false`.
enum ParquetType {
    INT, UNSIGNED_INT, LONG, UNSIGNED_LONG, FLOAT, DOUBLE, DECIMAL, BOOLEAN, TEXT,
    /// Nothing that a network can learn from as it is.
    OTHER;

    static ParquetType of(SchemaNode node) {
        if (!(node instanceof SchemaNode.PrimitiveNode column) || column.maxRepetitionLevel() > 0) {
            return OTHER;
        }
        return switch (column.logicalType()) {
            case null -> physical(column);
            case LogicalType.IntType(int bits, boolean signed) when bits < 64 ->
                signed ? INT : UNSIGNED_INT;
            case LogicalType.IntType(_, boolean signed) -> signed ? LONG : UNSIGNED_LONG;
            case LogicalType.Float16Type _ -> FLOAT;
            case LogicalType.DecimalType _ -> DECIMAL;
            case LogicalType.StringType _,LogicalType.EnumType _ -> TEXT;
            default -> OTHER;
        };
    }

    private static ParquetType physical(SchemaNode.PrimitiveNode column) {
        return switch (column.type()) {
            case BOOLEAN -> BOOLEAN;
            case INT32 -> INT;
            case INT64 -> LONG;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> OTHER;
        };
    }

    /// What a column of another type holds, as errors name it.
    static String other(SchemaNode node) {
        return switch (node) {
            case SchemaNode.GroupNode group -> group.isList()
                    ? "lists"
                    : group.isMap() ? "maps" : "groups of columns";
            case SchemaNode.PrimitiveNode column when column.maxRepetitionLevel() > 0 -> "lists";
            case SchemaNode.PrimitiveNode column -> switch (column.logicalType()) {
                case null -> column.type() + " values";
                case LogicalType.DateType _ -> "dates";
                case LogicalType.TimeType _ -> "times of day";
                case LogicalType.TimestampType _ -> "points in time";
                case LogicalType logical ->
                    logical.toString().toLowerCase(Locale.ROOT) + " values";
            };
        };
    }

    /// Hands the value of a column in the row at hand to a pass.
    void hand(RowReader rows, int column, TablePass pass) {
        if (rows.isNull(column)) {
            pass.missing(column);
            return;
        }
        switch (this) {
            case INT -> pass.number(column, (double) rows.getInt(column));
            case UNSIGNED_INT ->
                pass.number(column, (double) Integer.toUnsignedLong(rows.getInt(column)));
            case LONG -> pass.number(column, (double) rows.getLong(column));
            case UNSIGNED_LONG -> pass.number(column, unsigned(rows.getLong(column)));
            case FLOAT -> pass.number(column, rows.getFloat(column));
            case DOUBLE -> pass.number(column, rows.getDouble(column));
            case DECIMAL -> pass.number(column, rows.getDecimal(column).doubleValue());
            case BOOLEAN -> text(column, String.valueOf(rows.getBoolean(column)), pass);
            case TEXT -> text(column, rows.getString(column), pass);
            case OTHER -> throw new IllegalStateException("column " + column);
        }
    }

    private static void text(int column, String value, TablePass pass) {
        char[] text = value.trim().toCharArray();
        pass.text(column, text, 0, text.length);
    }

    private static double unsigned(long value) {
        double half = (value >>> 1) | (value & 1);
        return value >= 0 ? value : 2 * half;
    }
}
