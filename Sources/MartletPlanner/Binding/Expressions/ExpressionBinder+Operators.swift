import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    func bind(_ symbol: UnaryOperator, _ operand: Expression, at range: SourceRange) throws -> BoundExpression {
        switch symbol {
        case .minus:
            // A sign before a number makes a negative number: -2147483648 is an INT.
            if case .literal(let literal) = operand.kind, literal.isNumeric { return try bind(literal, at: range, isNegative: true) }
            return try call("unary -", [bind(operand)], at: range, spelling: "-")
        case .plus:
            if case .literal(let literal) = operand.kind, literal.isNumeric { return try bind(literal, at: range) }
            return try call("unary +", [bind(operand)], at: range, spelling: "+")
        case .not: return try not(bind(operand), at: range)
        }
    }

    func bind(_ symbol: BinaryOperator, _ left: Expression, _ right: Expression, at range: SourceRange) throws -> BoundExpression {
        switch symbol {
        case .and, .or: return try connect(symbol, left, right, at: range)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isDistinctFrom, .isNotDistinctFrom:
            return try compare(symbol, bind(left), bind(right), at: range)
        case .add, .subtract, .multiply, .divide, .remainder, .concatenate:
            return try call(symbol.rawValue, [bind(left), bind(right)], at: range)
        case .overlaps, .containsPeriod, .equalsPeriod, .precedes, .immediatelyPrecedes, .succeeds, .immediatelySucceeds:
            if symbol == .overlaps { return try overlaps(bind(left), bind(right), at: range) }
            throw MartletError("No match found for function signature \(symbol.rawValue)", phase: .validate, at: range)
        case .multisetUnion, .multisetUnionAll, .multisetIntersect, .multisetIntersectAll, .multisetExcept, .multisetExceptAll, .memberOf,
            .submultisetOf:
            throw notEnoughRules
        }
    }

    // MARK: Truth

    private func connect(_ symbol: BinaryOperator, _ left: Expression, _ right: Expression, at range: SourceRange) throws -> BoundExpression
    {
        let first: BoundExpression
        do { first = try bind(left) } catch let error as MartletError where error.range == nil {
            // What has no place is found by Flink behind the names.
            _ = try bind(right)
            throw error
        }
        let operands = [first, try bind(right)]
        guard operands.allSatisfy(\.type.kind.isBooleanOrNull) else { throw cannotApply(symbol.rawValue, operands, at: range) }
        if let null = operands.first(where: { $0.type.kind == .null }) { throw illegalNull(at: null.range) }
        let type = DataType.boolean.nullable(operands.contains { $0.type.isNullable })
        if symbol == .and { return BoundExpression(.and(operands.flatMap(\.andOperands)), type) }
        return BoundExpression(.or(operands.flatMap(\.orOperands)), type)
    }

    func not(_ operand: BoundExpression, at range: SourceRange) throws -> BoundExpression { try call("NOT", [operand], at: range) }

    // MARK: Comparisons

    /// Both sides are cast to what they are compared as. Rows are compared field by field.
    func compare(
        _ symbol: BinaryOperator, _ left: BoundExpression, _ right: BoundExpression, at range: SourceRange
    ) throws -> BoundExpression {
        if let fields = left.type.kind.fields, right.type.kind.fields?.count == fields.count, symbol == .equal || symbol == .notEqual {
            let equal = try fields.indices.map { index in
                try compare(.equal, field(left, index), field(right, index), at: range)
            }
            let all = BoundExpression.all(equal)
            return symbol == .equal ? all : try not(all, at: range)
        }
        guard let type = Coercion.comparison(left.type, right.type) else { throw cannotApply(symbol.rawValue, [left, right], at: range) }
        if symbol == .equal || symbol == .notEqual, type.kind == .boolean,
            left.type.kind.isCharacterString || right.type.kind.isCharacterString
        {
            // Compared as they are, which makes them differ.
            return try call(symbol.rawValue, [left, right], at: range)
        }
        if symbol == .equal || symbol == .notEqual, mixesTextAndNumbers(left.type, right.type) {
            throw MartletError(
                "implicit type conversion between \(left.type.kind.plannerDescription) and \(right.type.kind.plannerDescription) is not supported now",
                hint: "Write the CAST.", phase: clause == .on ? .plan : .validate)
        }
        return try call(symbol.rawValue, [cast(left, to: type, at: range), cast(right, to: type, at: range)], at: range)
    }

    /// A field of a row; of a row that is just being made, what it is made of.
    private func field(_ row: BoundExpression, _ index: Int) -> BoundExpression {
        if let operands = row.operands(of: "ROW") { return operands[index] }
        return .field(row, index)
    }

    /// Flink compares texts with `<` and `>` to numbers, but not with `=`.
    private func mixesTextAndNumbers(_ left: DataType, _ right: DataType) -> Bool {
        func isText(_ type: DataType) -> Bool { type.kind.isCharacterString }
        return isText(left) && right.kind.isNumeric || left.kind.isNumeric && isText(right)
    }

    /// `(s1, e1) OVERLAPS (s2, e2)`: whether two stretches of time have a moment in common.
    private func overlaps(_ left: BoundExpression, _ right: BoundExpression, at range: SourceRange) throws -> BoundExpression {
        guard let first = left.operands(of: "ROW"), let second = right.operands(of: "ROW"), first.count == 2, second.count == 2 else {
            throw cannotApply("OVERLAPS", [left, right], at: range)
        }
        func bounds(_ period: [BoundExpression]) throws -> (start: BoundExpression, end: BoundExpression) {
            let end = period[1].type.kind.isInterval ? try call("+", period, at: range) : period[1]
            let isOrdered = try compare(.lessOrEqual, period[0], end, at: range)
            return (
                try choice([(isOrdered, period[0])], otherwise: end, at: range),
                try choice([(isOrdered, end)], otherwise: period[0], at: range)
            )
        }
        let (a, b) = try (bounds(first), bounds(second))
        return .all([try compare(.greaterOrEqual, a.end, b.start, at: range), try compare(.greaterOrEqual, b.end, a.start, at: range)])
    }
}

extension Literal {
    var isNumeric: Bool {
        switch self {
        case .integer, .decimal, .approximate: true
        default: false
        }
    }
}

extension DataType.Kind {
    var isBooleanOrNull: Bool { self == .boolean || self == .null }
}

extension BoundExpression {
    fileprivate var andOperands: [BoundExpression] { if case .and(let operands) = kind { operands } else { [self] } }
    fileprivate var orOperands: [BoundExpression] { if case .or(let operands) = kind { operands } else { [self] } }
}
