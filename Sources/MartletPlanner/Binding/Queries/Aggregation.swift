import MartletCore
import MartletFunctions

/// Turns the expressions of a grouped SELECT into expressions over the groups, and gathers what has to be aggregated for them.
///
///     SELECT g + 1, SUM(x * 2) … GROUP BY g      Project(g, x * 2) → Aggregate(group 0, SUM(1)) → Project(0 + 1, 1)
struct Aggregation {
    private let grouping: Grouping
    private let scope: Scope
    private var aggregates: [(aggregate: BoundAggregate, type: DataType)] = []

    init(_ grouping: Grouping, over scope: Scope) {
        self.grouping = grouping
        self.scope = scope
    }

    /// The expression over the rows of `plan(over:)`: keys, then aggregates. A column that is neither is an error.
    mutating func rewrite(_ expression: BoundExpression) throws -> BoundExpression {
        if let position = grouping.expressions.firstIndex(of: expression) {
            return BoundExpression(.column(position), keyType(position), at: expression.range)
        }
        switch expression.kind {
        case .aggregate(let aggregate):
            try checkGrouped(aggregate, at: expression.range)
            return column(of: aggregate, expression.type).at(expression.range)
        case .column(let index):
            throw MartletError(
                "Expression '\(name(of: index, in: expression))' is not being grouped", phase: .validate, at: expression.range)
        case .subquery(var subquery) where subquery.scope == scope.id:
            if case .membership(let values) = subquery.kind { subquery.kind = .membership(try values.map { try rewrite($0) }) }
            let id = scope.id
            subquery.plan = try subquery.plan.replacingOuter(of: id) { index, type in
                let column = BoundExpression.column(index, type)
                guard let position = grouping.expressions.firstIndex(of: column) else {
                    throw MartletError("Expression '\(name(of: index, in: column))' is not being grouped", phase: .validate)
                }
                return BoundExpression(.outer(scope: id, column: position), keyType(position))
            }
            return BoundExpression(.subquery(subquery), expression.type, at: expression.range)
        default: return try expression.mapChildren { try rewrite($0) }
        }
    }

    /// The aggregation of the rows of `input`.
    func plan(over input: any LogicalPlan) throws -> any LogicalPlan {
        var columns: [BoundExpression] = grouping.expressions
        func position(_ expression: BoundExpression) -> Int {
            if let position = columns.firstIndex(of: expression) { return position }
            columns.append(expression)
            return columns.count - 1
        }
        var calls: [LogicalAggregateCall] = []
        for (index, (aggregate, type)) in aggregates.enumerated() {
            calls.append(
                LogicalAggregateCall(
                    name: aggregate.name, function: aggregate.function, arguments: aggregate.arguments.map(position),
                    isDistinct: aggregate.isDistinct, filter: aggregate.filter.map(position),
                    type: type, outputName: "EXPR$\(grouping.expressions.count + index)"))
        }
        let names = columns.enumerated().map { index, column in
            column.columnIndex.flatMap { $0 < input.schema.count ? input.schema.fields[$0].name : nil } ?? "$f\(index)"
        }
        let projected = LogicalProject(input, columns.map { $0.at(nil) }, names: names)
        let source: any LogicalPlan = projected.isIdentity && projected.names == input.schema.names ? input : projected
        return LogicalAggregate(
            source, keys: Array(grouping.expressions.indices),
            sets: grouping.isSimple && grouping.sets[0].count == grouping.expressions.count ? nil : grouping.sets,
            calls: calls)
    }

    private mutating func column(of aggregate: BoundAggregate, _ type: DataType) -> BoundExpression {
        let position = aggregates.firstIndex { $0.aggregate == aggregate } ?? aggregates.count
        if position == aggregates.count { aggregates.append((aggregate, type)) }
        return .column(grouping.expressions.count + position, type)
    }

    private func keyType(_ position: Int) -> DataType {
        let type = grouping.expressions[position].type
        return type.nullable(type.isNullable || !grouping.sets.allSatisfy { $0.contains(position) })
    }

    /// GROUPING asks of grouped expressions only.
    private func checkGrouped(_ aggregate: BoundAggregate, at range: SourceRange?) throws {
        guard case .grouping = aggregate.function else { return }
        if grouping.expressions.isEmpty {
            throw MartletError("\(aggregate.name) operator may only occur in an aggregate query", phase: .validate, at: range)
        }
        for argument in aggregate.arguments where !grouping.expressions.contains(argument) {
            throw MartletError("Argument to \(aggregate.name) operator must be a grouped expression", phase: .validate, at: argument.range)
        }
    }

    private func name(of column: Int, in expression: BoundExpression) -> String {
        guard let relation = scope.relations.last(where: { $0.offset <= column }), column - relation.offset < relation.fields.count else {
            return "\(column)"
        }
        return relation.fields[column - relation.offset].name
    }
}
