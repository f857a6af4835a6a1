import MartletCore
import MartletFunctions
import MartletSQL

extension Binder {
    func bind(_ select: Select, orderBy: [SortItem], offset: Int?, fetch: Int?, outer: Scope?) throws -> any LogicalPlan {
        var binder = try SelectBinder(self, select, outer: outer)
        return try binder.bind(orderBy: orderBy, offset: offset, fetch: fetch)
    }
}

/// Binds one SELECT, from FROM to ORDER BY.
///
///     FROM → WHERE → [GROUP BY → HAVING] → [QUALIFY] → SELECT → [DISTINCT] → ORDER BY
struct SelectBinder {
    /// An entry of the select list, stars expanded.
    struct Item {
        var expression: BoundExpression
        var name: String
    }

    let binder: Binder
    let select: Select
    /// The names that WHERE, GROUP BY and what is aggregated may use.
    var scope: Scope
    /// What has been planned so far.
    var plan: any LogicalPlan
    var windows: [String: WindowSpecification] = [:]
    /// The window of GROUP BY.
    var groupWindow: GroupWindow?
    /// Whether an aggregate may be over no rows at all: without GROUP BY, or with an empty grouping set.
    var mayGroupNothing = false

    init(_ binder: Binder, _ select: Select, outer: Scope?) throws {
        self.binder = binder
        self.select = select
        if let from = select.from {
            let tables = try binder.bind(from, outer: outer)
            if select.isStream {
                throw MartletError("Cannot convert table to stream", hint: "Leave out STREAM.", phase: .validate, at: from.range)
            }
            scope = binder.makeScope(tables.relations, merged: tables.merged, parent: outer)
            plan = tables.plan
        } else {
            scope = binder.makeScope([], parent: outer)
            plan = LogicalValues.oneRow
        }
        for window in select.windows { windows[window.name.name] = window.specification }
        try binder.checkHints(select.hints, tables: scope.relations.flatMap { [$0.alias, $0.identifier?.object].compactMap { $0 } })
    }

    func expressionBinder(_ clause: ExpressionBinder.Clause) -> ExpressionBinder {
        var expressions = ExpressionBinder(binder, scope: scope, clause: clause, windows: windows)
        expressions.aggregatesMayBeEmpty = mayGroupNothing
        expressions.groupWindow = groupWindow
        return expressions
    }

    mutating func bind(orderBy: [SortItem], offset: Int?, fetch: Int?) throws -> any LogicalPlan {
        try bindWhere()
        var grouping = try bindGroupBy()
        mayGroupNothing = grouping?.hasEmptySet ?? true
        var items = try bindItems()
        var having = try select.having.map { try binder.condition($0, "HAVING", expressionBinder(.having)) }
        var qualify = try select.qualify.map { try binder.condition($0, "QUALIFY", expressionBinder(.qualify)) }
        var sorting = try bind(orderBy, items: items)

        if grouping == nil, having != nil || items.contains(where: \.expression.containsAggregate) || sorting.containsAggregate {
            grouping = Grouping()
        }
        if let grouping {
            var aggregation = Aggregation(grouping, over: scope)
            // HAVING is judged before the select list, as in Flink.
            having = try having.map { try aggregation.rewrite($0) }
            items = try items.map { Item(expression: try aggregation.rewrite($0.expression), name: $0.name) }
            qualify = try qualify.map { try aggregation.rewrite($0) }
            sorting = try sorting.mapExpressions { try aggregation.rewrite($0) }
            plan = try aggregation.plan(over: plan)
        } else {
            try refuseGrouping(in: items.map(\.expression))
        }
        if let having { plan = LogicalFilter(plan, having) }
        if let qualify { (plan, items) = bindQualify(qualify, items) }
        return try finish(items, sorting, offset: offset, fetch: fetch)
    }

    // MARK: The clauses

    private mutating func bindWhere() throws {
        guard let expression = select.where else { return }
        let condition = try binder.condition(expression, "WHERE", expressionBinder(.where))
        try refuseAggregates(in: condition, "WHERE")
        plan = LogicalFilter(plan, condition)
    }

    private func bindItems() throws -> [Item] {
        var items: [Item] = []
        let expressions = expressionBinder(.select)
        for item in select.items {
            switch item.kind {
            case .star:
                let columns = scope.expandStar()
                binder.resolvedNames?.stars[item.range] = scope.qualifiedStar
                if columns.isEmpty { throw MartletError("SELECT * requires a FROM clause", phase: .validate, at: item.range) }
                items += columns.map { Item(expression: $0.0.at(item.range), name: $0.1) }
            case .qualifiedStar(let name):
                binder.resolvedNames?.stars[item.range] = scope.qualifiedStar(name)
                items += try scope.expandStar(name).map { Item(expression: $0.0.at(item.range), name: $0.1) }
            case .expression(let expression, let alias):
                let bound = try expressions.bind(expression)
                if bound.isBareNull {
                    throw expressions.illegalNull(at: expression.range)
                }
                items.append(Item(expression: bound, name: alias?.name ?? expression.derivedName ?? "EXPR$\(items.count)"))
            }
        }
        return items
    }

    /// QUALIFY: the window functions become columns, then the rows are filtered by them.
    private func bindQualify(_ condition: BoundExpression, _ items: [Item]) -> (any LogicalPlan, [Item]) {
        var columns = BoundExpression.columns(plan.schema.fields)
        let names = plan.schema.names
        func outside(_ expression: BoundExpression) -> BoundExpression {
            expression.replacing { expression in
                guard case .over = expression.kind else { return nil }
                if !columns.contains(expression) { columns.append(expression) }
                return columns.firstIndex(of: expression).map { BoundExpression(.column($0), expression.type, at: expression.range) }
            }
        }
        let filter = outside(condition)
        let items = items.map { Item(expression: outside($0.expression), name: $0.name) }
        let windowed = LogicalProject(plan, columns, names: names + (names.count..<columns.count).map { "$f\($0)" })
        return (LogicalFilter(windowed, filter), items)
    }

    /// The select list, DISTINCT, ORDER BY. What is sorted by and not selected is computed beside, and dropped at the end.
    private func finish(_ items: [Item], _ sorting: Sorting, offset: Int?, fetch: Int?) throws -> any LogicalPlan {
        var expressions = items.map(\.expression)
        var names = items.map(\.name)
        var keys: [LogicalSort.Key] = []
        for key in sorting.keys {
            var column = key.position
            if column == nil { column = expressions.firstIndex(of: key.expression) }
            if column == nil {
                if select.isDistinct {
                    throw MartletError(
                        "Expression '\(ExpressionPrinter(.execution, names: plan.schema.names).text(key.expression))' is not in the select clause",
                        phase: .validate, at: key.expression.range)
                }
                column = expressions.count
                expressions.append(key.expression)
                names.append("EXPR$\(expressions.count - 1)")
            }
            guard let column else { continue }
            keys.append(LogicalSort.Key(column: column, isDescending: key.isDescending, nullsFirst: key.nullsFirst))
        }
        var result: any LogicalPlan = LogicalProject(plan, expressions.map { $0.at(nil) }, names: names)
        if select.isDistinct { result = binder.distinct(result) }
        if !keys.isEmpty || offset != nil || fetch != nil { result = LogicalSort(result, keys: keys, offset: offset, fetch: fetch) }
        if expressions.count > items.count {
            result = LogicalProject(
                result, Array(BoundExpression.columns(result.schema.fields).prefix(items.count)), names: Array(names.prefix(items.count)))
        }
        return result
    }

    // MARK: Rules

    func refuseAggregates(in expression: BoundExpression, _ clause: String) throws {
        try expression.forEachThrowing { part in
            switch part.kind {
            case .aggregate: throw MartletError("Aggregate expression is illegal in \(clause) clause", phase: .validate, at: part.range)
            case .over: throw MartletError("Windowed aggregate expression is illegal in \(clause) clause", phase: .validate, at: part.range)
            default: break
            }
        }
    }

    /// GROUPING and its kin without any grouping.
    private func refuseGrouping(in expressions: [BoundExpression]) throws {
        for expression in expressions {
            try expression.forEachThrowing { part in
                guard case .aggregate(let aggregate) = part.kind else { return }
                throw MartletError("\(aggregate.name) operator may only occur in an aggregate query", phase: .validate, at: part.range)
            }
        }
    }
}

extension BoundExpression {
    func forEachThrowing(_ body: (BoundExpression) throws -> Void) throws {
        try body(self)
        for child in children { try child.forEachThrowing(body) }
    }
}

extension Expression {
    /// The name of a column that is selected as it is.
    var derivedName: String? {
        switch kind {
        case .column(let name): name.parts.last?.name
        default: nil
        }
    }
}
