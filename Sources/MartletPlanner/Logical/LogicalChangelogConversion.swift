import MartletCore

/// FROM_CHANGELOG and TO_CHANGELOG: rows that say what they do become changes, and back.
package struct LogicalChangelogConversion: LogicalPlan {
    package enum Direction: Sendable, Hashable {
        /// By the codes in a column, which does not come out.
        case from(column: Int, codes: [String: RowKind])
        /// With a first column of codes.
        case to(name: String, codes: [RowKind: String])
    }

    package var input: any LogicalPlan
    package var direction: Direction

    package var schema: Schema {
        var fields = input.schema.fields
        switch direction {
        case .from(let column, _): fields.remove(at: column)
        case .to(let name, _): fields.insert(Field(name, .string), at: 0)
        }
        return Schema(fields.map { Field($0.name, $0.type.withoutTimeAttribute) })
    }

    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        LogicalChangelogConversion(input: inputs[0], direction: direction)
    }

    package var name: String { "LogicalTableFunctionScan" }
    package var attributes: [PlanAttribute] { [PlanAttribute("invocation", functionName)] }

    package var functionName: String {
        switch direction {
        case .from: "FROM_CHANGELOG"
        case .to: "TO_CHANGELOG"
        }
    }
}
