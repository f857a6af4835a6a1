import MartletCore
import MartletFunctions

/// Turns queries inside of expressions into joins.
///
///     Filter(EXISTS q, x)        →  x ⋉ q            Filter(a NOT IN q, x)  →  x ▷ q
///     Project(f((SELECT ..)), x) →  Project(f(column), x ⟕ q)
struct RemoveSubqueries {
    func apply(to plan: any LogicalPlan) throws -> any LogicalPlan {
        try plan.rewriting { node in
            guard node.expressions.contains(where: \.containsSubquery) else {
                if let correlate = node as? LogicalCorrelate { return try removed(correlate) }
                return node
            }
            // Queries inside of the queries first.
            let node = try node.mapExpressions { try $0.mapSubqueries { try apply(to: $0) } }
            switch node {
            case let filter as LogicalFilter: return try removed(filter)
            case let project as LogicalProject: return try removed(project)
            case let join as LogicalJoin where join.kind == .inner:
                return try removed(LogicalFilter(LogicalJoin(join.left, join.right, .inner, .true), join.condition))
            default: throw MartletError("A query inside of \(node.name) is not supported.", phase: .plan)
            }
        }
    }

    // MARK: Where they stand

    private func removed(_ filter: LogicalFilter) throws -> any LogicalPlan {
        var input = filter.input
        var rest: [BoundExpression] = []
        for conjunct in filter.condition.conjuncts {
            if let (subquery, isNegated) = conjunct.semiJoin, !subquery.alwaysHasRow {
                input = try SemiJoin(subquery, isNegated: isNegated).plan(over: input)
            } else {
                rest.append(conjunct)
            }
        }
        if rest.isEmpty { return input }
        guard rest.contains(where: \.containsSubquery) else { return LogicalFilter(input, .all(rest)) }
        let fields = input.schema.fields
        let conditions = try rest.map { try valued($0, over: &input) }
        return LogicalProject(LogicalFilter(input, .all(conditions)), BoundExpression.columns(fields), names: fields.map(\.name))
    }

    private func removed(_ project: LogicalProject) throws -> any LogicalPlan {
        var input = project.input
        let expressions = try project.expressions.map { try valued($0, over: &input) }
        return LogicalProject(input, expressions, names: project.names)
    }

    /// LATERAL: the right side is joined on what it read of the left.
    private func removed(_ correlate: LogicalCorrelate) throws -> any LogicalPlan {
        if UnnestChain(correlate.right, scope: correlate.scope) != nil { return correlate }
        let result = try Decorrelator(scope: correlate.scope, source: correlate.left).decorrelate(correlate.right)
        let leftCount = correlate.left.schema.count
        var joined = SubqueryJoin(correlate.left)
        // As in Flink, an inner row of an aggregation over nothing has no partner: it is grouped by what it reads of the left.
        let places = try joined.join(result, kind: correlate.kind)
        var expressions = BoundExpression.columns(correlate.left.schema.fields)
        for index in correlate.right.schema.fields.indices {
            let type = correlate.schema.fields[leftCount + index].type
            expressions.append(try joined.value(index, of: result, places).nullable(type.isNullable))
        }
        return LogicalProject(joined.plan, expressions, names: correlate.schema.names)
    }

    /// The expression with its queries replaced by columns that are joined to the input.
    private func valued(_ expression: BoundExpression, over input: inout any LogicalPlan) throws -> BoundExpression {
        var joined = SubqueryJoin(input)
        let result = try expression.replacing { part -> BoundExpression? in
            guard case .subquery(let subquery) = part.kind else { return nil }
            return try joined.value(of: subquery, part.type)
        }
        input = joined.plan
        return result
    }
}

extension BoundExpression {
    /// `EXISTS (..)`, `x IN (..)`, or the opposite of one.
    fileprivate var semiJoin: (subquery: BoundSubquery, isNegated: Bool)? {
        switch kind {
        case .subquery(let subquery):
            switch subquery.kind {
            case .exists: return (subquery, false)
            case .membership(let values): return values.contains(where: \.containsSubquery) ? nil : (subquery, false)
            case .scalar: return nil
            }
        case .call(let call) where call.name == "NOT":
            guard let (subquery, isNegated) = call.arguments[0].semiJoin else { return nil }
            return (subquery, !isNegated)
        default: return nil
        }
    }

    /// The expression with the plans of its queries rewritten.
    fileprivate func mapSubqueries(_ transform: (any LogicalPlan) throws -> any LogicalPlan) rethrows -> BoundExpression {
        try rewriting { expression in
            guard case .subquery(var subquery) = expression.kind else { return expression }
            subquery.plan = try transform(subquery.plan)
            return BoundExpression(.subquery(subquery), expression.type, at: expression.range)
        }
    }
}

extension BoundSubquery {
    /// EXISTS over an aggregation without GROUP BY is always true.
    fileprivate var alwaysHasRow: Bool {
        if case .exists = kind { plan.hasExactlyOneRow } else { false }
    }
}

extension LogicalPlan {
    /// Whether the plan gives one row, whatever its input.
    var hasExactlyOneRow: Bool {
        switch self {
        case let project as LogicalProject: project.input.hasExactlyOneRow
        case let aggregate as LogicalAggregate: aggregate.keys.isEmpty && aggregate.sets == nil
        case let values as LogicalValues: values.rows.count == 1
        default: false
        }
    }
}
