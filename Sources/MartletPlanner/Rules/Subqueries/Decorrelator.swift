import MartletCore
import MartletFunctions

/// Makes a query that reads an enclosing row into one that does not, but carries what it read as columns.
///
///     SELECT SUM(qty) FROM orders o WHERE o.cust = :outer.name    →    SELECT SUM(qty), o.cust FROM orders o GROUP BY o.cust
///
/// Where a column of the query is equal to the outer one, it stands for it. Elsewhere the query is joined with the distinct values that the
/// outer column has (the domain). The result, joined to the outer rows on `keys`, is for each of them what the query was.
struct Decorrelator {
    /// The number of the enclosing rows, and where they come from.
    let scope: Int
    let source: any LogicalPlan

    struct Key {
        var outer: Int
        var column: Int
        /// Whether NULL meets NULL: a column of the domain does, one that was compared by `=` does not.
        var isNullSafe: Bool
    }

    struct Result {
        /// The query's columns, then others.
        var plan: any LogicalPlan
        var keys: [Key] = []
        /// For a query that gives a row even of nothing (an aggregation without GROUP BY): its columns then. Where there is no row for an
        /// outer one, this is it.
        var valuesOfNothing: [BoundExpression]?

        func column(for outer: Int) -> BoundExpression? {
            keys.first { $0.outer == outer }.map { .column($0.column, plan.schema.fields[$0.column].type) }
        }
    }

    func decorrelate(_ plan: any LogicalPlan) throws -> Result {
        if plan.outerColumns(of: scope).isEmpty { return Result(plan: plan, valuesOfNothing: nil) }
        switch plan {
        case let filter as LogicalFilter: return try decorrelate(filter)
        case let project as LogicalProject: return try decorrelate(project)
        case let aggregate as LogicalAggregate where aggregate.sets == nil: return try decorrelate(aggregate)
        case let join as LogicalJoin: return try decorrelate(join)
        case let union as LogicalSetOperation where union.isUnionAll: return try decorrelate(union)
        case let sort as LogicalSort where sort.fetch == nil && sort.offset == nil: return try decorrelate(sort.input)
        case let unnest as LogicalUnnest: return try decorrelate(unnest)
        default:
            throw MartletError(
                "unexpected correlate variable $cor\(scope) in the plan",
                hint: "\(plan.name) inside of a correlated query is not supported.", phase: .plan)
        }
    }

    // MARK: The operators

    private func decorrelate(_ filter: LogicalFilter) throws -> Result {
        var result = try decorrelate(filter.input)
        var conditions: [BoundExpression] = []
        var open: [BoundExpression] = []
        for conjunct in filter.condition.conjuncts {
            if conjunct.outerColumns(of: scope).isEmpty {
                conditions.append(conjunct)
            } else if let (outer, inner) = equality(conjunct), result.column(for: outer) == nil {
                result.keys.append(Key(outer: outer, column: append(inner, to: &result), isNullSafe: false))
            } else {
                open.append(conjunct)
            }
        }
        conditions += try open.map { try resolve($0, in: &result) }
        if !conditions.isEmpty { result.plan = LogicalFilter(result.plan, .all(conditions)) }
        result.valuesOfNothing = nil
        return result
    }

    private func decorrelate(_ project: LogicalProject) throws -> Result {
        var result = try decorrelate(project.input)
        var expressions = try project.expressions.map { try resolve($0, in: &result) }
        var names = project.names
        let fields = result.plan.schema.fields
        let keys = result.keys.map { key in
            expressions.append(.column(key.column, fields[key.column].type))
            names.append("$k\(key.outer)")
            return Key(outer: key.outer, column: expressions.count - 1, isNullSafe: key.isNullSafe)
        }
        let values = result.valuesOfNothing.map { nothing in
            project.expressions.map { expression in
                expression.contains { if case .outer = $0.kind { true } else { false } }
                    ? .null(expression.type) : expression.substituting(nothing)
            }
        }
        return Result(plan: LogicalProject(result.plan, expressions, names: names), keys: keys, valuesOfNothing: values)
    }

    private func decorrelate(_ aggregate: LogicalAggregate) throws -> Result {
        let result = try decorrelate(aggregate.input)
        let keys = aggregate.keys + result.keys.map(\.column)
        let grouped = LogicalAggregate(result.plan, keys: keys, calls: aggregate.calls)
        // The query's own columns first.
        let fields = grouped.schema.fields
        let order = Array(aggregate.keys.indices) + aggregate.calls.indices.map { keys.count + $0 }
        let places = Array(order) + result.keys.indices.map { aggregate.keys.count + $0 }
        let plan = LogicalProject(grouped, places.map { .column($0, fields[$0].type) }, names: places.map { fields[$0].name })
        let outerKeys = result.keys.enumerated().map {
            Key(outer: $0.element.outer, column: order.count + $0.offset, isNullSafe: $0.element.isNullSafe)
        }
        let values = aggregate.keys.isEmpty ? aggregate.calls.map(\.valueOfNothing) : nil
        return Result(plan: plan, keys: outerKeys, valuesOfNothing: values)
    }

    private func decorrelate(_ join: LogicalJoin) throws -> Result {
        guard join.kind != .right, join.kind != .full else {
            throw MartletError("unexpected correlate variable $cor\(scope) in the plan", phase: .plan)
        }
        var left = try decorrelate(join.left)
        let right = try decorrelate(join.right)
        let (leftWidth, rightWidth) = (join.left.schema.count, join.right.schema.count)
        if join.kind != .inner {
            // Rows of the left that stay alone must carry the keys themselves.
            let missing = right.keys.map(\.outer) + Array(join.condition.outerColumns(of: scope))
            addDomain(Set(missing).filter { left.column(for: $0) == nil }, to: &left)
        }
        let width = left.plan.schema.count
        let rightFields = right.plan.schema.fields
        var conditions: [BoundExpression] = []
        for key in right.keys {
            guard let column = left.column(for: key.outer) else { continue }
            conditions.append(
                try .builtIn("IS NOT DISTINCT FROM", column, .column(width + key.column, rightFields[key.column].type)))
        }
        let moved = join.condition.mapColumns { $0 < leftWidth ? $0 : $0 - leftWidth + width }
        var result = Result(plan: left.plan, keys: left.keys)
        if join.kind.isSemi {
            conditions.append(try resolve(moved, in: &result))
            return Result(plan: LogicalJoin(left.plan, right.plan, join.kind, .all(conditions)), keys: left.keys)
        }
        for key in right.keys where left.column(for: key.outer) == nil {
            result.keys.append(Key(outer: key.outer, column: width + key.column, isNullSafe: key.isNullSafe))
        }
        result.plan = LogicalJoin(left.plan, right.plan, join.kind, .all(conditions))
        if join.kind == .inner {
            let condition = try resolve(moved, in: &result)
            if !condition.isTrueLiteral { result.plan = LogicalFilter(result.plan, condition) }
        } else {
            let condition = try resolve(moved, in: &result)
            result.plan = LogicalJoin(left.plan, right.plan, join.kind, .all(conditions + [condition]))
        }
        // The join's own columns first.
        let fields = result.plan.schema.fields
        var places = Array(0..<leftWidth) + (0..<rightWidth).map { width + $0 }
        let keys = result.keys.map { key in
            places.append(key.column)
            return Key(outer: key.outer, column: places.count - 1, isNullSafe: key.isNullSafe)
        }
        return Result(
            plan: LogicalProject(result.plan, places.map { .column($0, fields[$0].type) }, names: places.map { fields[$0].name }),
            keys: keys)
    }

    private func decorrelate(_ union: LogicalSetOperation) throws -> Result {
        let outer = union.outerColumns(of: scope).sorted()
        let count = union.schema.count
        let inputs = try union.inputs.map { input -> any LogicalPlan in
            var result = try decorrelate(input)
            addDomain(Set(outer).filter { result.column(for: $0) == nil }, to: &result)
            let fields = result.plan.schema.fields
            let keys = outer.compactMap { result.column(for: $0) }
            return LogicalProject(
                result.plan, Array(BoundExpression.columns(fields).prefix(count)) + keys,
                names: union.schema.names + outer.map { "$k\($0)" })
        }
        return Result(
            plan: union.replacingInputs(inputs),
            keys: outer.enumerated().map { Key(outer: $0.element, column: count + $0.offset, isNullSafe: true) })
    }

    /// The collection is a column of the domain.
    private func decorrelate(_ unnest: LogicalUnnest) throws -> Result {
        let outer = unnest.outerColumns(of: scope).sorted()
        let domain = domain(outer)
        let fields = domain.schema.fields
        let inner = unnest.replacingOuter(of: scope) { column, type in
            BoundExpression(.outer(scope: scope, column: outer.firstIndex(of: column) ?? 0), type)
        }
        let correlate = LogicalCorrelate(left: domain, right: inner, kind: .inner, scope: scope)
        let all = correlate.schema.fields
        let places = Array(fields.count..<all.count) + Array(0..<fields.count)
        return Result(
            plan: LogicalProject(correlate, places.map { .column($0, all[$0].type) }, names: places.map { all[$0].name }),
            keys: outer.enumerated().map { Key(outer: $0.element, column: all.count - fields.count + $0.offset, isNullSafe: true) })
    }

    // MARK: Outer columns

    /// `outer = expression` of the query's own columns.
    private func equality(_ condition: BoundExpression) -> (outer: Int, inner: BoundExpression)? {
        guard let operands = condition.operands(of: "=") else { return nil }
        for (outer, inner) in [(operands[0], operands[1]), (operands[1], operands[0])] {
            if case .outer(scope, let column) = outer.kind, !inner.contains(where: { if case .outer = $0.kind { true } else { false } }) {
                return (column, inner)
            }
        }
        return nil
    }

    /// The expression with outer columns replaced by the query's; those that have none get one from the domain.
    private func resolve(_ expression: BoundExpression, in result: inout Result) throws -> BoundExpression {
        addDomain(expression.outerColumns(of: scope).filter { result.column(for: $0) == nil }, to: &result)
        return expression.replacingOuter(of: scope) { column, type in result.column(for: column) ?? .null(type) }
    }

    private func append(_ expression: BoundExpression, to result: inout Result) -> Int {
        if let column = expression.columnIndex { return column }
        let fields = result.plan.schema.fields
        result.plan = LogicalProject(
            result.plan, BoundExpression.columns(fields) + [expression], names: fields.map(\.name) + ["$f\(fields.count)"])
        return fields.count
    }

    private func addDomain(_ columns: Set<Int>, to result: inout Result) {
        if columns.isEmpty { return }
        let sorted = columns.sorted()
        let width = result.plan.schema.count
        result.plan = LogicalJoin(result.plan, domain(sorted), .inner, .true)
        for (position, column) in sorted.enumerated() {
            result.keys.append(Key(outer: column, column: width + position, isNullSafe: true))
        }
    }

    /// The values that outer columns have, each combination once.
    private func domain(_ columns: [Int]) -> any LogicalPlan {
        let fields = source.schema.fields
        let project = LogicalProject(source, columns.map { .column($0, fields[$0].type) }, names: columns.map { fields[$0].name })
        return LogicalAggregate(project, keys: Array(columns.indices), calls: [])
    }
}

extension LogicalAggregateCall {
    /// The result over no rows.
    var valueOfNothing: BoundExpression {
        if case .aggregate(let resolved) = function, !resolved.isNullWithoutRows, type.kind == .bigint { return .literal(.bigint(0), type) }
        return .null(type)
    }

    /// Whether `valueOfNothing` is all there is to know.
    var isKnownOverNothing: Bool { ["COUNT", "SUM", "MIN", "MAX", "AVG"].contains(name) }
}
