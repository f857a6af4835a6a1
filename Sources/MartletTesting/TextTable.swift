import MartletColumns
import MartletCore

/// Rows of a changelog as a table that a person can check:
///
///         key  at     n
///     +I  a    10:05  1
///     -D  b    10:07  null
///
/// The first line names the columns; each further one is a row: its kind (left out: `+I`), then its cells, with space between them. A cell
/// with spaces in it stands in single quotes. Columns may come in another order than the schema's; those left out are NULL.
public enum TextTable {
    /// Reads rows.
    public static func rows(_ text: String, schema: Schema) throws -> ColumnBatch {
        var lines = text.split(whereSeparator: \.isNewline).map { cells($0) }.filter { !$0.isEmpty }
        guard !lines.isEmpty else { return ColumnBatch(schema.types.map { Column.nulls($0, count: 0) }, count: 0) }
        let columns = try lines.removeFirst().map { name in
            guard let index = schema.index(of: name) else {
                throw MartletError("The table has a column '\(name)', the input has \(schema.names.joined(separator: ", ")).")
            }
            return index
        }
        let builders = schema.types.map { ColumnBuilder($0, capacity: lines.count) }
        var kinds: [RowKind] = []
        for line in lines {
            let kind = RowKind.allCases.first { $0.description == line[0] }
            let cells = kind == nil ? line[...] : line.dropFirst()
            guard cells.count == columns.count else {
                throw MartletError("The row '\(line.joined(separator: " "))' has \(cells.count) cells; there are \(columns.count) columns.")
            }
            kinds.append(kind ?? .insert)
            var values = [Value](repeating: .null, count: schema.count)
            for (column, cell) in zip(columns, cells) { values[column] = try CellText.value(cell, as: schema.types[column]) }
            for (index, value) in values.enumerated() { try builders[index].append(value, as: schema.types[index]) }
        }
        return ColumnBatch(builders.map { $0.finish() }, count: kinds.count, kinds: kinds.allSatisfy { $0 == .insert } ? nil : kinds)
    }

    /// The cells of a line.
    private static func cells(_ line: Substring) -> [String] {
        var cells: [String] = []
        var rest = line.drop { $0 == " " }
        while let first = rest.first {
            if first == "'" {
                cells.append(String(rest.dropFirst().prefix { $0 != "'" }))
                rest = rest.dropFirst().drop { $0 != "'" }.dropFirst()
            } else {
                cells.append(String(rest.prefix { $0 != " " }))
                rest = rest.drop { $0 != " " }
            }
            rest = rest.drop { $0 == " " }
        }
        return cells
    }

    /// Writes rows, columns aligned; no rows are an empty text.
    public static func text(_ batches: [ColumnBatch], schema: Schema) -> String {
        var lines = [[""] + schema.names]
        for batch in batches {
            for row in 0..<batch.count {
                lines.append(
                    [batch.kind(row).description]
                        + zip(batch.columns, schema.types).map { column, type in CellText.text(column.value(row, type)) })
            }
        }
        if lines.count == 1 { return "" }
        let widths = lines[0].indices.map { column in lines.reduce(0) { max($0, $1[column].count) } }
        return lines.map { line in
            let text = zip(line, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }.joined(
                separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
