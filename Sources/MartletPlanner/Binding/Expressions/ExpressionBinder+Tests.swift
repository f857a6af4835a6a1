import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    /// `x IS [NOT] NULL`, `x IS [NOT] TRUE`, `x IS [NOT] JSON OBJECT`
    func bind(_ operand: Expression, is test: TruthTest, negated: Bool, at range: SourceRange) throws -> BoundExpression {
        let operand = try bind(operand)
        switch test {
        case .null, .true, .false, .unknown:
            return try call("IS \(negated ? "NOT " : "")\(test.rawValue)", [operand], at: range)
        case .json, .jsonValue, .jsonObject, .jsonArray, .jsonScalar:
            let name = "IS JSON \(test == .json ? "VALUE" : String(test.rawValue.dropFirst(5)))"
            let isJSON = try call(name, [operand], at: range)
            return negated ? try not(isJSON, at: range) : isJSON
        case .aSet, .empty: throw notEnoughRules
        }
    }

    /// `x BETWEEN low AND high` is `x >= low AND x <= high`.
    func bind(_ between: BetweenExpression, at range: SourceRange) throws -> BoundExpression {
        let (operand, low, high) = try (bind(between.operand), bind(between.low), bind(between.high))
        func isWithin(_ low: BoundExpression, _ high: BoundExpression) throws -> BoundExpression {
            .all([try compare(.greaterOrEqual, operand, low, at: range), try compare(.lessOrEqual, operand, high, at: range)])
        }
        var result = try isWithin(low, high)
        if between.isSymmetric {
            let swapped = try isWithin(high, low)
            result = BoundExpression(.or([result, swapped]), DataType.boolean.nullable(result.type.isNullable || swapped.type.isNullable))
        }
        return between.isNegated ? try not(result, at: range) : result
    }

    /// `x LIKE pattern ESCAPE c`
    func bind(_ like: LikeExpression, at range: SourceRange) throws -> BoundExpression {
        let operands = try [bind(like.operand), bind(like.pattern)] + (like.escape.map { [try bind($0)] } ?? [])
        if like.matcher == .ilike || like.matcher == .rlike {
            throw noMatch(like.matcher.rawValue, operands, at: range)
        }
        let matches = try call(like.matcher.rawValue, operands, at: range)
        return like.isNegated ? try not(matches, at: range) : matches
    }

    /// `x IN (a, b)` is `x = a OR x = b`, where a and b are cast to the type of x, be it narrower, if theirs has another name.
    func bind(_ operand: Expression, in list: [Expression], negated: Bool, at range: SourceRange) throws -> BoundExpression {
        let operand = try bind(operand)
        let candidates = try list.map { try isEqual(operand, to: bind($0), at: range) }
        let isAny =
            candidates.count == 1
            ? candidates[0] : BoundExpression(.or(candidates), DataType.boolean.nullable(candidates.contains { $0.type.isNullable }))
        return negated ? try not(isAny, at: range) : isAny
    }

    private func isEqual(_ operand: BoundExpression, to candidate: BoundExpression, at range: SourceRange) throws -> BoundExpression {
        if operand.type.kind.fields != nil || candidate.type.kind == .null || operand.type.kind == .null {
            return try compare(.equal, operand, candidate, at: range)
        }
        guard Coercion.comparison(operand.type, candidate.type) != nil else {
            throw MartletError("Values passed to IN operator must have compatible types", phase: .validate, at: range)
        }
        let isHeld = operand.type.kind.holds(candidate.type.kind)
        return try call("=", [operand, isHeld ? candidate : cast(candidate, to: operand.type, at: range)], at: range)
    }
}

extension DataType.Kind {
    /// Whether values of `other` are compared with values of this type without a cast: types of one name, or CHAR with VARCHAR.
    fileprivate func holds(_ other: DataType.Kind) -> Bool {
        switch (self, other) {
        case (.varchar, .char), (.varbinary, .binary): true
        case (.char, .char), (.varchar, .varchar), (.binary, .binary), (.varbinary, .varbinary), (.decimal, .decimal), (.time, .time),
            (.timestamp, .timestamp), (.timestampLTZ, .timestampLTZ), (.array, .array), (.multiset, .multiset), (.map, .map):
            true
        default: self == other
        }
    }
}
