import MartletCore

/// Filter(rank ≤ n ∧ p, Project(f, Over(rank, x))) → Project(f, Filter(p, Rank(n, x)))
///
/// Numbering all rows would mean that each new one changes the numbers of many; only the first n are kept.
struct OverToRank: RewriteRule {
    let isStreaming: Bool

    func apply(to plan: any LogicalPlan) -> (any LogicalPlan)? {
        guard let filter = plan as? LogicalFilter else { return nil }
        let project = filter.input as? LogicalProject
        guard let over = (project?.input ?? filter.input) as? LogicalOver, over.calls.count == 1, !over.orderBy.isEmpty,
            case .ranking(let function) = over.calls[0].function, [.rowNumber, .rank, .denseRank].contains(function)
        else { return nil }
        if !isStreaming, function != .rowNumber { return nil }
        let rank = over.input.schema.count
        var expressions = project?.expressions ?? BoundExpression.columns(over.schema.fields)
        let names = project?.names ?? over.schema.names

        // The condition over Over's columns.
        var bounds = RankBounds()
        var rest: [BoundExpression] = []
        for conjunct in filter.condition.substituting(expressions).conjuncts {
            if !bounds.narrow(by: conjunct, rank: rank) { rest.append(conjunct) }
        }
        guard bounds.upper < .max, bounds.lower <= bounds.upper else { return nil }
        if function == .rowNumber, bounds.lower == bounds.upper {
            // The only number that is left need not be counted.
            let type = over.schema.fields[rank].type
            let number = BoundExpression.literal(.bigint(Int64(bounds.lower)), type)
            let columns = BoundExpression.columns(over.input.schema.fields) + [number]
            expressions = expressions.map { $0.substituting(columns) }
            rest = rest.map { $0.substituting(columns) }
        }
        let isWanted = expressions.contains { $0.columns.contains(rank) } || rest.contains { $0.columns.contains(rank) }
        var result: any LogicalPlan = LogicalRank(
            over.input, function: function, partitionBy: over.partitionBy, orderBy: over.orderBy, range: bounds.lower...bounds.upper,
            rankName: isWanted ? over.calls[0].outputName : nil)
        if !rest.isEmpty { result = LogicalFilter(result, .all(rest)) }
        return LogicalProject(result, expressions, names: names)
    }
}

/// The ranks that a condition lets through.
private struct RankBounds {
    var lower = 1
    var upper = Int.max

    /// Takes in a comparison of the rank with a number; false if the condition is something else.
    mutating func narrow(by condition: BoundExpression, rank: Int) -> Bool {
        guard case .call(let call) = condition.kind, call.arguments.count == 2 else { return false }
        var (left, right, symbol) = (call.arguments[0].uncast, call.arguments[1].uncast, call.name)
        if right.columnIndex == rank {
            (left, right) = (right, left)
            symbol = ["<": ">", "<=": ">=", ">": "<", ">=": "<="][symbol] ?? symbol
        }
        guard left.columnIndex == rank, let number = ConstantFolding.plain.value(of: right)?.wholeNumber else { return false }
        switch symbol {
        case "<=": upper = min(upper, number)
        case "<": upper = min(upper, number == .min ? .min : number - 1)
        case ">=": lower = max(lower, number)
        case ">": lower = max(lower, number == .max ? .max : number + 1)
        case "=": (lower, upper) = (max(lower, number), min(upper, number))
        default: return false
        }
        return true
    }
}

extension BoundExpression {
    /// The expression without casts between whole numbers around it.
    fileprivate var uncast: BoundExpression {
        if case .cast(let operand, _) = kind, operand.type.kind.isInteger, type.kind.isInteger { return operand.uncast }
        return self
    }
}

extension Value {
    var wholeNumber: Int? {
        switch self {
        case .tinyint(let value): Int(value)
        case .smallint(let value): Int(value)
        case .int(let value): Int(value)
        case .bigint(let value): Int(value)
        default: nil
        }
    }
}
