import MartletCore
import MartletSQL

/// Reads a table: its physical columns and, behind them, the metadata columns it declares.
///
/// Computed columns and watermarks are operators above it.
package struct LogicalScan: LogicalPlan {
    package var table: CatalogTable
    /// Which of the table's physical columns are read, as indices into `table.physicalSchema`.
    package var projection: [Int]
    /// Which metadata columns are read.
    package var metadata: [Metadata]
    /// Options of a hint at this use of the table.
    package var hints: [Hint]
    /// No more rows than these are wanted.
    package var limit: Int?
    /// Only partitions of which this is true are wanted; over the table's partition keys, in their order.
    package var partitionFilter: BoundExpression?
    /// Whether columns were pruned: EXPLAIN tells.
    package var isPruned = false

    /// A metadata column to read.
    package struct Metadata: Sendable, Hashable {
        package var column: String
        package var key: String
        package var type: DataType
    }

    package init(_ table: CatalogTable, hints: [Hint] = []) {
        self.table = table
        self.hints = hints
        projection = Array(table.physicalSchema.fields.indices)
        metadata = table.columns.compactMap { column in
            guard case .metadata(let key, _) = column.kind else { return nil }
            return Metadata(column: column.name, key: key ?? column.name, type: column.type.withoutTimeAttribute)
        }
    }

    package var schema: Schema {
        let physical = table.physicalSchema
        return Schema(projection.map { physical.fields[$0] } + metadata.map { Field($0.column, $0.type) })
    }

    /// The options that hints give, over those of the table.
    package var options: [String: String] {
        var options: [String: String] = [:]
        for hint in hints {
            if case .options(let entries) = hint.arguments { for entry in entries { options[entry.key] = entry.value } }
        }
        return options
    }

    package var inputs: [any LogicalPlan] { [] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan { self }
    package var name: String { "LogicalTableScan" }

    package var attributes: [PlanAttribute] {
        var attributes = [PlanAttribute("table", "[\(tableDescription)]")]
        if !hints.isEmpty {
            attributes.append(PlanAttribute("hints", "[\(hints.map(\.name.name).joined(separator: ", "))]"))
        }
        return attributes
    }

    /// `default_catalog, default_database, t, project=[a, b], metadata=[]`
    package var tableDescription: String {
        var parts = table.identifier.names
        if isPruned {
            let names = table.physicalSchema.names
            parts.append("project=[\(projection.map { names[$0] }.joined(separator: ", "))]")
            parts.append("metadata=[\(metadata.map(\.column).joined(separator: ", "))]")
        }
        if let limit { parts.append("limit=[\(limit)]") }
        return parts.joined(separator: ", ")
    }
}
