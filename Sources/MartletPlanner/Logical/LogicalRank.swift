import MartletCore

/// The first rows of each partition, by an order: ROW_NUMBER, RANK or DENSE_RANK with a bound.
package struct LogicalRank: LogicalPlan {
    package var input: any LogicalPlan
    package var function: BoundOver.Ranking
    package var partitionBy: [Int]
    package var orderBy: [LogicalSort.Key]
    /// Which ranks are wanted, from 1.
    package var range: ClosedRange<Int>
    /// The name of the rank's column behind the input's; nil: it is not wanted.
    package var rankName: String?

    package init(
        _ input: any LogicalPlan, function: BoundOver.Ranking, partitionBy: [Int], orderBy: [LogicalSort.Key], range: ClosedRange<Int>,
        rankName: String?
    ) {
        self.input = input
        self.function = function
        self.partitionBy = partitionBy
        self.orderBy = orderBy
        self.range = range
        self.rankName = rankName
    }

    package var schema: Schema {
        Schema(input.schema.fields + (rankName.map { [Field($0, DataType.bigint.notNull)] } ?? []))
    }

    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        var copy = self
        copy.input = inputs[0]
        return copy
    }

    package var attributes: [PlanAttribute] {
        [
            PlanAttribute("rankType", function.rawValue),
            PlanAttribute("rankRange", "rankStart=\(range.lowerBound), rankEnd=\(range.upperBound)"),
            PlanAttribute("partitionBy", partitionBy.map { "$\($0)" }.joined(separator: ", ")),
            PlanAttribute("orderBy", orderBy.map { "$\($0.column) \($0.direction)" }.joined(separator: ", ")),
        ]
    }
}
