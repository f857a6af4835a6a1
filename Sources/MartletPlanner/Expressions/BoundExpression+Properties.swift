import MartletCore
import MartletFunctions

extension BoundExpression {
    /// The value if the expression is a literal.
    package var literal: Value? {
        if case .literal(let value) = kind { value } else { nil }
    }

    package var columnIndex: Int? {
        if case .column(let index) = kind { index } else { nil }
    }

    package var isTrueLiteral: Bool { literal == .boolean(true) }

    /// Whether the value is the same for every row and every run: it can be computed while planning.
    package var isConstant: Bool {
        !contains { expression in
            switch expression.kind {
            case .column, .outer, .subquery, .aggregate, .over: true
            case .call(let call): call.function.volatility != .deterministic
            default: false
            }
        }
    }

    /// Whether equal rows give equal values.
    package var isDeterministic: Bool {
        !contains { expression in
            if case .call(let call) = expression.kind { call.function.volatility == .perRow } else { false }
        }
    }

    package var containsSubquery: Bool { contains { if case .subquery = $0.kind { true } else { false } } }
    package var containsAggregate: Bool { contains { if case .aggregate = $0.kind { true } else { false } } }
    package var containsOver: Bool { contains { if case .over = $0.kind { true } else { false } } }

    /// The conditions that all have to hold.
    package var conjuncts: [BoundExpression] {
        switch kind {
        case .and(let operands): operands.flatMap(\.conjuncts)
        case .literal(.boolean(true)): []
        default: [self]
        }
    }

    package static func column(_ index: Int, _ type: DataType) -> BoundExpression { BoundExpression(.column(index), type) }
    package static func literal(_ value: Value, _ type: DataType) -> BoundExpression { BoundExpression(.literal(value), type) }
    package static let `true` = BoundExpression(.literal(.boolean(true)), DataType.boolean.notNull)
    package static let `false` = BoundExpression(.literal(.boolean(false)), DataType.boolean.notNull)
    package static func null(_ type: DataType) -> BoundExpression { BoundExpression(.literal(.null), type.nullable) }

    /// All of the conditions; TRUE if there is none.
    package static func all(_ conditions: [BoundExpression]) -> BoundExpression {
        let conditions = conditions.flatMap(\.conjuncts)
        if conditions.isEmpty { return .true }
        if conditions.count == 1 { return conditions[0] }
        return BoundExpression(.and(conditions), DataType.boolean.nullable(conditions.contains { $0.type.isNullable }))
    }

    /// The columns of a row of `fields`, as they are.
    package static func columns(_ fields: [Field], offset: Int = 0) -> [BoundExpression] {
        fields.enumerated().map { .column(offset + $0.offset, $0.element.type) }
    }

    /// The same value under another nullability, where that is all that differs.
    package func nullable(_ isNullable: Bool) -> BoundExpression {
        var copy = self
        copy.type.isNullable = isNullable
        return copy
    }

    /// A call of this function, with these operands if it is one.
    package func operands(of name: String) -> [BoundExpression]? {
        if case .call(let call) = kind, call.name == name { call.arguments } else { nil }
    }
}

extension BoundExpression {
    /// A call of a function that SQL has, made by a rule: the operands are of types that it takes.
    package static func builtIn(_ name: String, _ operands: BoundExpression...) throws -> BoundExpression {
        guard let function = ScalarFunctionCatalog.function(named: name),
            let resolved = try function.resolve(operands.map { Argument($0.type, literal: $0.literal) })
        else { throw MartletError("\(name) does not take \(operands.map { "\($0.type)" }.joined(separator: ", ")).", phase: .plan) }
        let arguments = try zip(operands, resolved.argumentTypes).map { try $0.cast(to: $1) }
        return BoundExpression(.call(BoundCall(function, arguments, kernel: resolved.kernel)), resolved.resultType)
    }
}
