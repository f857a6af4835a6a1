import MartletCore

/// Each row once for each grouping set, the keys that the set leaves out NULL, and behind all columns the set's number.
package struct LogicalExpand: LogicalPlan {
    package var input: any LogicalPlan
    /// For each set, the columns of the input that it keeps; of the others those in `keys` become NULL.
    package var sets: [Set<Int>]
    package var keys: Set<Int>
    /// The name of the set's number.
    package static let numberName = "$e"

    package var schema: Schema {
        let fields = input.schema.fields.enumerated().map { index, field in
            field.nullable(or: keys.contains(index) && !sets.allSatisfy { $0.contains(index) })
        }
        return Schema(fields + [Field(Self.numberName, DataType.bigint.notNull)])
    }

    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan { LogicalExpand(input: inputs[0], sets: sets, keys: keys) }

    package var attributes: [PlanAttribute] {
        let texts = sets.map { set in "{\(set.sorted().map { "$\($0)" }.joined(separator: ", "))}" }
        return [PlanAttribute("sets", texts.joined(separator: ", "))]
    }
}
