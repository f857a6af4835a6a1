import MartletCore

/// Writes rows to a table.
package struct LogicalSink: LogicalPlan {
    package var input: any LogicalPlan
    package var table: CatalogTable
    package var isOverwrite: Bool
    /// Options of a hint behind the target.
    package var options: [String: String]
    /// The partition that is written alone: constant keys.
    package var staticPartition: [String: String]
    package var conflictAction: ConflictAction?
    /// The persisted columns that the statement names, as indices; nil: all.
    package var targetColumns: [Int]?

    package enum ConflictAction: String, Sendable { case nothing = "NOTHING", error = "ERROR", deduplicate = "DEDUPLICATE" }

    package var schema: Schema { input.schema }
    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        var copy = self
        copy.input = inputs[0]
        return copy
    }

    package var attributes: [PlanAttribute] {
        [PlanAttribute("table", table.identifier.plainDescription), PlanAttribute("fields", input.schema.names.joined(separator: ", "))]
    }
}
