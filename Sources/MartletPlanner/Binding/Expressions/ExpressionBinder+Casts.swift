import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    /// `CAST(x AS type)` and `TRY_CAST(x AS type)`
    func bind(_ cast: CastExpression, at range: SourceRange) throws -> BoundExpression {
        var operand = try bind(cast.operand)
        if case .interval(let qualifier) = cast.type.kind, operand.type.kind.isInteger, let unit = qualifier.units.last {
            // A number is so many of the unit.
            operand = try call("*", [unit.one, operand], at: range)
        }
        let type = try cast.type.resolved(nullable: operand.type.isNullable || cast.isTry)
        guard operand.type.kind == .null || Cast.isAllowed(from: operand.type, to: type) else {
            throw MartletError(
                "Cast function cannot convert value of type \(operand.type.kind.plannerDescription) to type \(type.kind.plannerDescription)",
                phase: .validate, at: range)
        }
        do {
            _ = try Cast.kernel(from: operand.type, to: type, isTry: cast.isTry, legacy: binder.session.expressionCompiler.usesLegacyCasts)
        } catch var error as MartletError {
            (error.phase, error.range) = (.validate, error.range ?? range)
            throw error
        }
        return BoundExpression(.cast(operand, isTry: cast.isTry), type)
    }

    /// `operand` as a value of `type`, its nullability kept. Where the kinds are equal nothing is done.
    func cast(_ operand: BoundExpression, to type: DataType, at range: SourceRange? = nil) throws -> BoundExpression {
        try operand.cast(to: type, at: range)
    }
}

extension BoundExpression {
    /// This value as one of `type`, its nullability kept. Where the kinds are equal nothing is done.
    package func cast(to type: DataType, at range: SourceRange? = nil) throws -> BoundExpression {
        if self.type.kind == type.kind { return self }
        if self.type.kind == .null { return BoundExpression(.literal(.null), type.nullable.withoutTimeAttribute, at: self.range) }
        guard Cast.isAllowed(from: self.type, to: type) else {
            throw MartletError(
                "Cast function cannot convert value of type \(self.type.kind.plannerDescription) to type \(type.kind.plannerDescription)",
                phase: .validate, at: range ?? self.range)
        }
        return BoundExpression(
            .cast(self, isTry: false), type.nullable(self.type.isNullable).withoutTimeAttribute, at: self.range)
    }
}
