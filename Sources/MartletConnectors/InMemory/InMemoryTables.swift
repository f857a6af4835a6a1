import MartletColumns
import MartletCore
import Synchronization

/// Rows kept by name, which tables of the connector `in-memory` read and write.
package final class InMemoryTables: Sendable {
    private let named = Mutex<[String: [ColumnBatch]]>([:])

    /// Keeps nothing yet.
    package init() {}

    /// Those of the built-in connector.
    package static let shared = InMemoryTables()

    /// Adds rows, as batches of all columns.
    package func append(_ batch: ColumnBatch, to name: String) { named.withLock { $0[name, default: []].append(batch) } }

    /// Adds rows of values.
    package func append(_ rows: [Row], schema: Schema, to name: String) throws {
        let columns = try schema.fields.enumerated().map { index, field in
            try ColumnBuilder.column(rows.map { $0[index] }, field.type)
        }
        let kinds = rows.allSatisfy { $0.kind == .insert } ? nil : rows.map(\.kind)
        append(ColumnBatch(columns, count: rows.count, kinds: kinds), to: name)
    }

    /// What is kept under a name, in the order in which it came.
    package func batches(of name: String) -> [ColumnBatch] { named.withLock { $0[name] ?? [] } }

    /// The same as rows of values.
    package func rows(of name: String, schema: Schema) -> [Row] {
        batches(of: name).flatMap { batch in
            (0..<batch.count).map { row in
                Row(schema.fields.indices.map { batch.columns[$0].value(row, schema.fields[$0].type) }, kind: batch.kind(row))
            }
        }
    }

    /// Forgets what is kept under a name.
    package func removeAll(of name: String) { named.withLock { $0[name] = nil } }
}
