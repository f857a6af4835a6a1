import MartletCore
import MartletFunctions
import MartletSQL

// Functions that compute an argument only where they need it.
extension SpecialForm {
    /// `COALESCE(a, b, ..)`: the first that is not NULL; never NULL if one of them cannot be.
    static let coalesce = SpecialForm(name: "COALESCE") { binder, call, range in
        let operands = try binder.bindArguments(call)
        if operands.isEmpty { throw binder.noMatch("COALESCE", [], at: range) }
        return try binder.coalesce(operands)
    }

    /// `IFNULL(a, b)`
    static let ifNull = SpecialForm(name: "IFNULL") { binder, call, range in
        let operands = try binder.bindArguments(call)
        guard operands.count == 2 else { throw binder.wrongCount("IFNULL", expected: 2, at: range) }
        if !operands[0].type.isNullable { return operands[0] }
        return try binder.coalesce(operands)
    }

    /// `NULLIF(a, b)`: NULL where they are equal, else `a`.
    static let nullIf = SpecialForm(name: "NULLIF") { binder, call, range in
        let operands = try binder.bindArguments(call)
        guard operands.count == 2 else { throw binder.wrongCount("NULLIF", expected: 2, at: range) }
        let isEqual = try binder.compare(.equal, operands[0], operands[1], at: range)
        return try binder.choice([(isEqual, .null(operands[0].type))], otherwise: operands[0], at: range)
    }

    /// `IF(condition, a, b)`
    static let `if` = SpecialForm(name: "IF") { binder, call, range in
        let operands = try binder.bindArguments(call)
        guard operands.count == 3 else { throw binder.wrongCount("IF", expected: 3, at: range) }
        if let null = operands.first(where: \.isBareNull) { throw binder.illegalNull(at: null.range) }
        guard operands[0].type.kind == .boolean, Coercion.commonType([operands[1].type, operands[2].type]) != nil else {
            throw binder.cannotApply("IF", operands, at: range)
        }
        let choice = try binder.choice([(operands[0].cast(to: .boolean), operands[1])], otherwise: operands[2], at: range)
        // As a function of its arguments, it may be NULL if any of them may, the condition too.
        return choice.nullable(choice.type.isNullable || operands[0].type.isNullable)
    }
}

extension ExpressionBinder {
    fileprivate func coalesce(_ operands: [BoundExpression]) throws -> BoundExpression {
        if operands.allSatisfy(\.isBareNull) { throw illegalNull(at: operands[0].range) }
        guard var type = Coercion.mergedType(operands.map(\.type)) else {
            throw MartletError(
                "Invalid input arguments.",
                hint: "COALESCE of \(operands.map { "\($0.type)" }.joined(separator: ", ")) has no common type.",
                phase: .validate)
        }
        type.isNullable = operands.allSatisfy(\.type.isNullable)
        return BoundExpression(.coalesce(try operands.map { try cast($0, to: type) }), type)
    }
}
