import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    /// A call of an aggregate function. Whether aggregates may stand here is judged by the clause, when it is bound.
    func bindAggregate(_ function: AggregateFunction, _ call: FunctionCall, at range: SourceRange) throws -> (BoundAggregate, DataType) {
        let name = function.name
        var operands: [BoundExpression] = []
        if let star = call.arguments.first, case .star = star.value {
            guard name == "COUNT", call.arguments.count == 1 else {
                throw MartletError("Unknown identifier '*'", phase: .validate, at: star.range)
            }
        } else {
            operands = try bindArguments(call)
            if name == "COUNT", operands.isEmpty { throw wrongCount(name, expected: 1, at: range) }
            // An argument that is never NULL has no say in what is counted, unless it tells rows apart.
            let counted = call.quantifier == .distinct ? operands.count : operands.count { $0.type.isNullable }
            if name == "COUNT", counted > 1 { throw MartletError("We now only support the count of one field.", phase: .plan) }
        }
        if let null = operands.first(where: \.isBareNull) { throw illegalNull(at: null.range) }
        // Over a window, the aggregates of the rows' groups can be aggregated.
        if operands.contains(where: { call.over == nil && $0.containsAggregate || $0.containsOver }) {
            throw MartletError("Aggregate expressions cannot be nested", phase: .validate, at: range)
        }
        if call.nullTreatment != nil { throw noNullTreatment(name, call) }
        if !call.orderBy.isEmpty || call.withinDistinct != nil {
            throw MartletError("\(name) does not support ORDER BY in its arguments.", phase: .plan)
        }
        let filter = try call.filter.map(bindFilter)
        if function.isBatchOnly, try binder.session.isStreaming {
            throw MartletError("\(name) aggregate function does not support yet for streaming.", phase: .plan)
        }
        let variant = variant(of: function, call)
        guard let resolved = try variant.resolve(operands.map { try argument($0) }) else {
            throw aggregateMismatch(function, operands, at: range)
        }
        var type = resolved.resultType
        if filter != nil || call.over == nil && aggregatesMayBeEmpty, resolved.isNullWithoutRows { type.isNullable = true }
        let arguments = try zip(operands, resolved.argumentTypes).map { try cast($0, to: $1, at: range) }
        return (
            BoundAggregate(
                variant.name, .aggregate(resolved), arguments, isDistinct: call.quantifier == .distinct, filter: filter),
            type
        )
    }

    /// The clauses of a call choose a variant of the function.
    private func variant(of function: AggregateFunction, _ call: FunctionCall) -> AggregateFunction {
        guard let clause = call.json?.onNull?.rawValue else { return function }
        let suffix = "_" + clause.split(separator: " ").joined(separator: "_")
        return (function.aliases + [function.name]).lazy.compactMap { AggregateCatalog.function(named: $0 + suffix) }.first ?? function
    }

    private func bindFilter(_ expression: Expression) throws -> BoundExpression {
        let filter = try bind(expression)
        if filter.containsAggregate {
            throw MartletError("FILTER must not contain aggregate expression", phase: .validate, at: expression.range)
        }
        if filter.type.kind == .null { throw illegalNull(at: expression.range) }
        guard filter.type.kind == .boolean else {
            throw MartletError("FILTER expression must be of type BOOLEAN", phase: .validate, at: expression.range)
        }
        return filter
    }

    /// `f(x) IGNORE NULLS` of a function that has no say in it.
    func noNullTreatment(_ name: String, _ call: FunctionCall) -> MartletError {
        MartletError("Cannot specify IGNORE NULLS or RESPECT NULLS following '\(name)'", phase: .validate, at: call.range)
    }

    private func aggregateMismatch(_ function: AggregateFunction, _ operands: [BoundExpression], at range: SourceRange) -> MartletError {
        let counts = (0...4).filter { count in
            function.signatures.contains { $0.split(separator: ",").count == count && !$0.contains("()") }
        }
        if let least = counts.min(), !counts.contains(operands.count), !operands.isEmpty || least > 0 {
            return wrongCount(function.name, expected: least, at: range)
        }
        var error = cannotApply(function.name, operands, at: range)
        if !function.signatures.isEmpty { error.hint = "Supported form(s): \(function.signatures.joined(separator: ", "))" }
        return error
    }
}
