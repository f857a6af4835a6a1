import MartletCore

// Comparisons that Flink's frontend decides without computing them.

extension BoundExpression {
    /// TRUE or FALSE, if this is a comparison of a value that cannot be NULL with itself. So NaN equals itself, if it is written twice.
    var comparisonWithItself: BoundExpression? {
        guard case .call(let call) = kind, call.arguments.count == 2, !call.arguments[0].type.isNullable, call.arguments[0].isDeterministic,
            call.arguments[0].isSame(as: call.arguments[1])
        else { return nil }
        switch call.name {
        case "=", "<=", ">=": return BoundExpression.true.nullable(type.isNullable)
        case "<>", "<", ">": return BoundExpression.false.nullable(type.isNullable)
        default: return nil
        }
    }

    private func isSame(as other: BoundExpression) -> Bool { self == other || literal?.isNaN == true && other.literal?.isNaN == true }
}

extension ConstantFolding {
    /// TRUE or FALSE, if the expression is a comparison of constant numbers: as literals they are decimal numbers, whatever their types, and
    /// so are compared exactly.
    func comparison(of expression: BoundExpression) -> BoundExpression? {
        if let settled = expression.comparisonWithItself { return settled }
        guard case .call(let call) = expression.kind, call.arguments.count == 2,
            call.arguments.allSatisfy({ $0.type.kind.isApproximateNumeric }),
            ["=", "<>", "<", "<=", ">", ">="].contains(call.name), let left = exact(call.arguments[0]), let right = exact(call.arguments[1])
        else { return nil }
        let holds =
            switch call.name {
            case "=": left == right
            case "<>": left != right
            case "<": left < right
            case "<=": left <= right
            case ">": left > right
            default: left >= right
            }
        return BoundExpression(.literal(.boolean(holds)), expression.type, at: expression.range)
    }

    /// The number that a literal is written as, casts to FLOAT and DOUBLE not counted.
    private func exact(_ expression: BoundExpression) -> Decimal128? {
        if case .cast(let operand, isTry: false) = expression.kind, expression.type.kind.isApproximateNumeric, operand.type.kind.isNumeric {
            return exact(operand)
        }
        guard expression.type.kind.isExactNumeric || expression.literal != nil else { return nil }
        switch value(of: expression) {
        case .tinyint(let value): return Decimal128(value)
        case .smallint(let value): return Decimal128(value)
        case .int(let value): return Decimal128(value)
        case .bigint(let value): return Decimal128(value)
        case .decimal(let value): return value
        case .float(let value): return Decimal128(value.sqlText)
        case .double(let value): return Decimal128(value.sqlText)
        default: return nil
        }
    }
}

extension Value {
    fileprivate var isNaN: Bool {
        switch self {
        case .float(let value): value.isNaN
        case .double(let value): value.isNaN
        default: false
        }
    }
}
