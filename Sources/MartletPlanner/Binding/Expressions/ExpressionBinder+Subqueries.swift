import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    /// `(SELECT ..)` as a value.
    func bindScalar(_ query: Query, at range: SourceRange) throws -> BoundExpression {
        let plan = try binder.bind(query, outer: scope)
        guard plan.schema.count == 1 else {
            throw MartletError(
                "Cannot apply '$SCALAR_QUERY' to a query of \(plan.schema.count) columns.", hint: "It must have one column.",
                phase: .validate, at: query.range)
        }
        return BoundExpression(
            .subquery(BoundSubquery(kind: .scalar, scope: scope.id, plan: plan)), plan.schema.fields[0].type.nullable.withoutTimeAttribute)
    }

    func bindExists(_ query: Query) throws -> BoundExpression {
        let plan = try binder.bind(query, outer: scope)
        return BoundExpression(.subquery(BoundSubquery(kind: .exists, scope: scope.id, plan: plan)), DataType.boolean.notNull)
    }

    /// `x IN (SELECT ..)`, `(x, y) IN (SELECT ..)`
    func bind(_ operand: Expression, in query: Query, negated: Bool, at range: SourceRange) throws -> BoundExpression {
        let operand = try bind(operand)
        let isMember = try membership(operand, in: binder.bind(query, outer: scope), at: range)
        return negated ? try not(isMember, at: range) : isMember
    }

    private func membership(_ operand: BoundExpression, in plan: any LogicalPlan, at range: SourceRange) throws -> BoundExpression {
        var values = operand.operands(of: "ROW") ?? [operand]
        let fields = plan.schema.fields
        guard values.count == fields.count else { throw incompatible(at: range) }
        var columns = BoundExpression.columns(fields)
        for index in fields.indices {
            guard let type = Coercion.comparison(values[index].type, columns[index].type) else { throw incompatible(at: range) }
            values[index] = try cast(values[index], to: type, at: range)
            columns[index] = try cast(columns[index], to: type, at: range)
        }
        let isCast = columns.contains { $0.columnIndex == nil }
        let rows = isCast ? LogicalProject(plan, columns, names: plan.schema.names) : plan
        let isNullable = values.contains(where: \.type.isNullable) || fields.contains(where: \.type.isNullable)
        return BoundExpression(
            .subquery(BoundSubquery(kind: .membership(values), scope: scope.id, plan: rows)), DataType.boolean.nullable(isNullable))
    }

    private func incompatible(at range: SourceRange) -> MartletError {
        MartletError("Values passed to IN operator must have compatible types", phase: .validate, at: range)
    }

    /// `x > ALL (..)`, `x = ANY (..)`
    func bind(_ comparison: QuantifiedComparison, at range: SourceRange) throws -> BoundExpression {
        let isAll = comparison.quantifier == .all
        switch comparison.against {
        case .list(let list):
            let operand = try bind(comparison.operand)
            let tests = try list.map { try compare(comparison.comparison, operand, bind($0), at: range) }
            if tests.count == 1 { return tests[0] }
            return isAll ? .all(tests) : BoundExpression(.or(tests), DataType.boolean.nullable(tests.contains { $0.type.isNullable }))
        case .query(let query):
            if comparison.comparison == .equal, !isAll { return try bind(comparison.operand, in: query, negated: false, at: range) }
            if comparison.comparison == .notEqual, isAll { return try bind(comparison.operand, in: query, negated: true, at: range) }
            let operand = try bind(comparison.operand)
            // x > ALL (..) is NOT (x <= SOME (..)).
            if isAll { return try not(some(comparison.comparison.opposite, operand, query, at: range), at: range) }
            return try some(comparison.comparison, operand, query, at: range)
        }
    }

    /// Whether the comparison holds for any row, told from the rows' extremes:
    ///
    ///     CASE WHEN count(*) = 0 THEN FALSE WHEN x > min THEN TRUE WHEN x IS NULL OR count(*) > count(c) THEN UNKNOWN ELSE FALSE END
    private func some(_ comparison: BinaryOperator, _ operand: BoundExpression, _ query: Query, at range: SourceRange) throws
        -> BoundExpression
    {
        func aggregate(_ name: String, over columns: Int) throws -> BoundExpression {
            let plan = try binder.bind(query, outer: scope)
            guard plan.schema.count == 1 else { throw incompatible(at: range) }
            guard let function = AggregateCatalog.function(named: name),
                let resolved = try function.resolve(plan.schema.fields.prefix(columns).map { Argument($0.type) })
            else { throw cannotApply(name, [operand], at: range) }
            let type = resolved.resultType.nullable(resolved.resultType.isNullable || resolved.isNullWithoutRows)
            let call = LogicalAggregateCall(
                name: name, function: .aggregate(resolved), arguments: Array(0..<columns), isDistinct: false, filter: nil,
                type: type, outputName: "EXPR$0")
            let rows = LogicalAggregate(plan, keys: [], calls: [call])
            return BoundExpression(.subquery(BoundSubquery(kind: .scalar, scope: scope.id, plan: rows)), type.nullable)
        }
        let extremes: [String] =
            switch comparison {
            case .greater, .greaterOrEqual: ["MIN"]
            case .less, .lessOrEqual: ["MAX"]
            default: ["MIN", "MAX"]
            }
        let tests = try extremes.map { try compare(comparison, operand, aggregate($0, over: 1), at: range) }
        let holds = tests.count == 1 ? tests[0] : BoundExpression(.or(tests), .boolean)
        let all = try aggregate("COUNT", over: 0)
        let isEmpty = try compare(.equal, all, .literal(.bigint(0), DataType.bigint.notNull), at: range)
        let hasNulls = try compare(.greater, all, aggregate("COUNT", over: 1), at: range)
        let isUnknown = BoundExpression(.or([try call("IS NULL", [operand], at: range), hasNulls]), .boolean)
        return try choice(
            [(isEmpty, .false), (holds, .true), (isUnknown, .null(.boolean))], otherwise: .false, at: range)
    }
}

extension BinaryOperator {
    /// The comparison that holds where this one does not.
    fileprivate var opposite: BinaryOperator {
        switch self {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        default: .less
        }
    }
}
