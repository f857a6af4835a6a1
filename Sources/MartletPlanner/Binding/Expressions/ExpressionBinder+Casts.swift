import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    /// `CAST(x AS type)` and `TRY_CAST(x AS type)`
    func bind(_ cast: CastExpression, at range: SourceRange) throws -> BoundExpression {
        let operand = try bind(cast.operand)
        let type = try cast.type.resolved(nullable: operand.type.isNullable || cast.isTry)
        guard operand.type.kind == .null || Cast.isAllowed(from: operand.type, to: type) else {
            throw cannotCast(operand.type, to: type, at: range)
        }
        if case .interval(let qualifier) = cast.type.kind, operand.type.kind.isExactNumeric {
            // An interval of several units has no one number.
            guard qualifier.end == nil else { throw cannotCast(operand.type, to: type, at: range) }
            if let interval = try binder.folding.value(of: operand).flatMap({ interval(of: $0, qualifier) }) {
                return BoundExpression(.literal(interval), type)
            }
        }
        do {
            _ = try Cast.kernel(from: operand.type, to: type, isTry: cast.isTry, legacy: binder.session.expressionCompiler.usesLegacyCasts)
        } catch var error as MartletError {
            (error.phase, error.range) = (.validate, error.range ?? range)
            throw error
        }
        return BoundExpression(.cast(operand, isTry: cast.isTry), type)
    }

    /// A literal number as an interval of so many units. The number of a column counts months or milliseconds, whatever the unit.
    private func interval(of number: Value, _ qualifier: IntervalQualifier) -> Value? {
        guard let unit = IntervalUnit(qualifier.start), let number = Cast.constant(number, from: number.numericType, to: .decimal(38, 9)),
            case .decimal(let decimal) = number
        else { return nil }
        let length = unit == .second ? 1_000 : unit.length
        let (count, overflow) = decimal.unscaled.multipliedReportingOverflow(by: Int128(length))
        guard !overflow, let whole = Int64(exactly: count / Decimal128.powerOfTen(9)) else { return nil }
        return qualifier.isYearMonth ? Int32(exactly: whole).map { .months($0) } : .milliseconds(whole)
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
        guard Cast.isAllowed(from: self.type, to: type) else { throw cannotCast(self.type, to: type, at: range ?? self.range) }
        return BoundExpression(
            .cast(self, isTry: false), type.nullable(self.type.isNullable).withoutTimeAttribute, at: self.range)
    }
}

private func cannotCast(_ source: DataType, to target: DataType, at range: SourceRange?) -> MartletError {
    MartletError(
        "Cast function cannot convert value of type \(source.kind.plannerDescription) to type \(target.kind.plannerDescription)",
        phase: .validate, at: range)
}

extension Value {
    /// The type of a literal that is a number.
    fileprivate var numericType: DataType {
        switch self {
        case .tinyint: .tinyint
        case .smallint: .smallint
        case .int: .int
        case .decimal(let value): .decimal(DataType.maxDecimalPrecision, value.scale)
        default: .bigint
        }
    }
}
