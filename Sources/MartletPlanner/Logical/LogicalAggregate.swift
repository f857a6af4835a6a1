import MartletCore
import MartletFunctions

/// Groups rows by columns and computes aggregates over each group.
package struct LogicalAggregate: LogicalPlan {
    package var input: any LogicalPlan
    /// The columns grouped by, in the order in which they come out.
    package var keys: [Int]
    /// GROUPING SETS: positions within `keys`; `nil`: one set of all keys.
    package var sets: [[Int]]?
    package var calls: [LogicalAggregateCall]

    package init(_ input: any LogicalPlan, keys: [Int], sets: [[Int]]? = nil, calls: [LogicalAggregateCall]) {
        self.input = input
        self.keys = keys
        self.sets = sets
        self.calls = calls
    }

    package var schema: Schema {
        let fields = input.schema.fields
        let keyFields = keys.enumerated().map { position, column in
            fields[column].nullable(or: sets.map { !$0.allSatisfy { $0.contains(position) } } ?? false)
        }
        return Schema(keyFields + calls.map { Field($0.outputName, $0.type) })
    }

    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        LogicalAggregate(inputs[0], keys: keys, sets: sets, calls: calls)
    }

    package var attributes: [PlanAttribute] {
        var attributes = [PlanAttribute("group", "{\(keys.map { "\($0)" }.joined(separator: ", "))}")]
        if let sets {
            let text = sets.map { "{\($0.map { "\(keys[$0])" }.joined(separator: ", "))}" }.joined(separator: ", ")
            attributes.append(PlanAttribute("groups", "[\(text)]"))
        }
        return attributes + calls.map { PlanAttribute($0.outputName, $0.text { "$\($0)" }) }
    }
}

/// A call of an aggregate function whose arguments are columns.
package struct LogicalAggregateCall: Sendable {
    package var name: String
    package var function: BoundAggregate.Function
    package var arguments: [Int]
    package var isDistinct: Bool
    /// A BOOLEAN column; rows for which it is not true do not count.
    package var filter: Int?
    package var type: DataType
    package var outputName: String

    /// `COUNT(DISTINCT a) FILTER b`, with columns spelled by `column`.
    package func text(_ column: (Int) -> String) -> String {
        let list = arguments.isEmpty && name == "COUNT" ? "*" : arguments.map(column).joined(separator: ", ")
        return "\(name)(\(isDistinct ? "DISTINCT " : "")\(list))" + (filter.map { " FILTER \(column($0))" } ?? "")
    }

    /// The same call over rows in which columns have moved.
    package func mapColumns(_ transform: (Int) -> Int) -> LogicalAggregateCall {
        var copy = self
        copy.arguments = arguments.map(transform)
        copy.filter = filter.map(transform)
        return copy
    }
}
