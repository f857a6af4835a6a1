import MartletCore

/// UNION, INTERSECT or EXCEPT of inputs with the same column types.
package struct LogicalSetOperation: LogicalPlan {
    package enum Operator: String, Sendable { case union = "Union", intersect = "Intersect", minus = "Minus" }

    package var `operator`: Operator
    package var isAll: Bool
    package var inputs: [any LogicalPlan]

    package init(_ operator: Operator, all isAll: Bool, _ inputs: [any LogicalPlan]) {
        self.operator = `operator`
        self.isAll = isAll
        self.inputs = inputs
    }

    /// The first input's names; a column is nullable if it is in an input whose rows come out.
    package var schema: Schema {
        // Each input is asked once: the work would else double with each level of nested operations.
        let schemas = (self.operator == .minus ? [self.inputs[0]] : self.inputs).map(\.schema)
        var schema = schemas[0]
        for index in schema.fields.indices {
            let columns = schemas.map { $0.fields[index].type }
            schema.fields[index].type.isNullable =
                self.operator == .intersect ? columns.allSatisfy(\.isNullable) : columns.contains(where: \.isNullable)
            if Set(columns.map(\.timeAttribute)).count > 1 { schema.fields[index].type.timeAttribute = nil }
        }
        return schema
    }

    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        LogicalSetOperation(self.operator, all: isAll, inputs)
    }

    package var name: String { "Logical\(self.operator.rawValue)" }
    package var attributes: [PlanAttribute] { [PlanAttribute("all", "\(isAll)")] }
}
