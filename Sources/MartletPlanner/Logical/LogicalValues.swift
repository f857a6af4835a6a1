import MartletCore

/// Rows of literals.
package struct LogicalValues: LogicalPlan {
    package var schema: Schema
    /// Literals of the schema's types.
    package var rows: [[Value]]
    /// Whether the values were written as expressions and have been computed.
    package var isComputed: Bool

    package init(_ schema: Schema, rows: [[Value]], isComputed: Bool = false) {
        self.schema = schema
        self.rows = rows
        self.isComputed = isComputed
    }

    /// What SELECT without FROM reads: one row.
    package static let oneRow = LogicalValues(Schema([Field("ZERO", DataType.int.notNull)]), rows: [[.int(0)]])

    package var inputs: [any LogicalPlan] { [] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan { self }

    package var attributes: [PlanAttribute] {
        let printer = ExpressionPrinter(.tree)
        let tuples = rows.map { row in
            "{ " + zip(row, schema.types).map { printer.text(.literal($0, $1)) }.joined(separator: ", ") + " }"
        }
        return [PlanAttribute("tuples", "[\(tuples.joined(separator: ", "))]")]
    }
}
