import MartletCore

/// How far the times of two joined rows may be from each other, as the join's condition says:
///
///     r.t BETWEEN l.t - INTERVAL '1' MINUTE AND l.t + INTERVAL '5' MINUTE    →    -5 min ≤ l.t - r.t ≤ 1 min
struct IntervalBounds {
    /// The columns of the times, the right one among the right's columns.
    let left: Int
    let right: Int
    /// The least and the greatest time of a left row less that of a right row, in milliseconds.
    let lower: Int64
    let upper: Int64
    /// What the condition says beside.
    let rest: [BoundExpression]

    /// - Parameter types: of the left columns and behind them the right ones.
    init?(_ condition: BoundExpression, types: [DataType], width: Int) {
        var lower: Int64?, upper: Int64?
        var columns: (left: Int, right: Int)?
        var rest: [BoundExpression] = []
        for conjunct in condition.conjuncts {
            guard let bound = Bound(conjunct, types: types, width: width),
                columns.map({ $0 == (bound.left, bound.right) }) ?? true
            else {
                rest.append(conjunct)
                continue
            }
            columns = (bound.left, bound.right)
            if let least = bound.lower { lower = max(lower ?? .min, least) }
            if let greatest = bound.upper { upper = min(upper ?? .max, greatest) }
        }
        guard let columns, let lower, let upper, lower <= upper else { return nil }
        left = columns.left
        right = columns.right - width
        (self.lower, self.upper, self.rest) = (lower, upper, rest)
    }

    /// One comparison of a left time with a right one.
    private struct Bound {
        var left: Int
        var right: Int
        var lower: Int64?
        var upper: Int64?

        init?(_ condition: BoundExpression, types: [DataType], width: Int) {
            guard case .call(let call) = condition.kind, call.arguments.count == 2, let first = Moment(call.arguments[0]),
                let second = Moment(call.arguments[1]), (first.column < width) != (second.column < width),
                types[first.column].timeAttribute != nil, types[first.column].timeAttribute == types[second.column].timeAttribute
            else { return nil }
            let isOrdered = first.column < width
            (left, right) = isOrdered ? (first.column, second.column) : (second.column, first.column)
            // first + a ? second + b, so first - second ? b - a.
            let distance = second.offset - first.offset
            var symbol = call.name
            var limit = distance
            if !isOrdered {
                symbol = ["<": ">", "<=": ">=", ">": "<", ">=": "<="][symbol] ?? symbol
                limit = -distance
            }
            switch symbol {
            case "<": upper = limit - 1
            case "<=": upper = limit
            case ">": lower = limit + 1
            case ">=": lower = limit
            case "=": (lower, upper) = (limit, limit)
            default: return nil
            }
        }
    }

    /// A time column, and milliseconds added to it.
    private struct Moment {
        var column: Int
        var offset: Int64

        init?(_ expression: BoundExpression) {
            switch expression.kind {
            case .column(let index): (column, offset) = (index, 0)
            case .cast(let operand, _) where operand.type.kind.isTimestamp && expression.type.kind.isTimestamp:
                guard let moment = Moment(operand) else { return nil }
                self = moment
            case .call(let call) where (call.name == "+" || call.name == "-") && call.arguments.count == 2:
                guard let moment = Moment(call.arguments[0]),
                    case .milliseconds(let distance)? = ConstantFolding.plain.value(of: call.arguments[1])
                else { return nil }
                self = moment
                offset += call.name == "+" ? distance : -distance
            default: return nil
            }
        }
    }
}
